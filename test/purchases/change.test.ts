import Big from 'big.js'
import { parse } from 'lossless-json'
import t from 'tap'
import { member } from '../../src/json/is-object.ts'
import { parseChange } from '../../src/purchases/change.ts'
import { recordOf } from './records.ts'

function documentOf (image: Record<string, unknown>): unknown {
  return parse(`{${parseChange(recordOf({ image }), 'USD').members}}`)
}

function totalsOf (lines: [price: string, quantity: string][]): unknown {
  const products = lines.map(([price, quantity]) => ({
    M: { precio_unitario: { N: price }, cantidad: { N: quantity } }
  }))
  return member(documentOf({ productos: { L: products } }), 'resumen')
}

t.test('totals are exact to the last digit', async (t) => {
  t.match(totalsOf([['+5', '2'], ['.5', '1.']]), { total_precio: { value: '10.5' }, total_cantidad: { value: '3' } })
  const digits = '12345678901234567890123456789012345678'
  const product = (BigInt(digits) * BigInt(digits)).toString()
  t.match(totalsOf([[digits, digits]]), { total_precio: { value: product } })
  const sum = new Big('1E125').plus('0.3').plus('1E-130').toFixed()
  t.match(totalsOf([['0.1', '3'], ['1E-130', '1'], ['1E125', '1']]), { total_precio: { value: sum } })
  const many = Array.from({ length: 1_000_000 }, (): [string, string] => ['0.01', '0.1'])
  t.match(totalsOf(many), {
    total_productos: { value: '1000000' }, total_cantidad: { value: '100000' }, total_precio: { value: '1000' }
  })
})

t.test('an attribute that the archive has too is kept under origen', async (t) => {
  const own = { origen: { S: 'web' }, resumen: { S: 'own' }, moneda: { S: '' } }
  t.match(documentOf(own), { origen: { origen: 'web', resumen: 'own' }, resumen: { moneda: 'USD' } })
})
