import t from 'tap'
import { toDuckType } from '../../../src/purchases/engine/duckdb-types.ts'

t.test('the types of the catalogue are DuckDB\'s, too', async (t) => {
  t.equal(toDuckType('array<struct<a:string,b:decimal(38,9)>>'), 'STRUCT(a VARCHAR, b DECIMAL(38,9))[]')
  t.equal(toDuckType('struct<a:int,b:struct<c:string>>'), 'STRUCT(a INT, b STRUCT(c VARCHAR))')
  t.equal(toDuckType('array<decimal(38,9)>', true), 'VARCHAR[]')
})
