import t from 'tap'
import type { Result } from '../../src/ask/reader/run.ts'
import { visualizationOf } from '../../src/ask/visualization.ts'

type Rows = Result['rows']

/** The picture of rows whose columns have these types. */
function picture (types: Record<string, string>, rows: Rows, question = '') {
  const columns = Object.entries(types).map(([name, type]) => ({ name, type }))
  return visualizationOf({ columns, rows, truncated: false }, question)
}

t.test('the picture follows from the types of the columns', async (t) => {
  const cities = [{ city: 'A', n: 3 }, { city: 'B', n: 2 }]
  const byCity = { city: 'text', n: 'bigint' }
  t.match(picture({ n: 'bigint' }, [{ n: 3 }]), { type: 'kpi', y: 'n' })
  t.match(picture(byCity, cities), {
    type: 'bar', x: 'city', y: 'n', vega_lite: { mark: { type: 'bar' }, data: { values: cities } }
  })
  t.match(picture(byCity, cities, 'share by city'), { type: 'pie' })
  t.match(picture({ month: 'date', n: 'bigint' }, [{ month: '2024-01-01', n: 1 }, { month: '2024-02-01', n: 2 }]), {
    type: 'line', vega_lite: { encoding: { x: { type: 'temporal' } } }
  })
  t.match(picture({ year: 'integer', n: 'bigint' }, [{ year: 2023, n: 1 }, { year: 2024, n: 2 }]), {
    type: 'line', x: 'year'
  })
  t.match(picture({ name: 'text', city: 'text' }, [{ name: 'a', city: 'b' }, { name: 'c', city: 'd' }]), {
    type: 'table'
  })
  t.match(picture({ name: 'text' }, []), { type: 'text' })
})

t.test('a name with dots and quotes is one field', async (t) => {
  const name = "venue's .type"
  t.match(picture({ [name]: 'text', n: 'bigint' }, [{ [name]: 'a', n: 1 }, { [name]: 'b', n: 2 }]), {
    vega_lite: { encoding: { x: { field: "venue\\'s \\.type" } } }
  })
})
