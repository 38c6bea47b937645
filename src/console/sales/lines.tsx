import { answerOf, api } from '../client/client.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'
import { Table } from '../parts/table.tsx'
import { Download } from './download.tsx'
import { queryOf, type Filters } from './filters.ts'

type Line = operations['listSales']['responses']['200']['content']['application/json']['data'][number]

interface Page {
  filters: Filters
  /** The lines before this page, and the cursor behind them. */
  before: Line[]
  cursor: string | null
}

const columns = ['FECHA', 'FACTURA', 'LEMPIRAS_VENDIDAS', 'VOLUMEN_VENTA', 'NOMBRE_DEL_CLIENTE', 'NOMBRE_DEL_ARTICULO', 'CODIGO_DE_AGENCIA', 'DEPARTAMENTO', 'MUNICIPIO'] as const
const pageLines = 100

async function read ({ filters, before, cursor }: Page, signal: AbortSignal) {
  const query = { ...queryOf(filters), limit: pageLines, ...(cursor !== null && { cursor }) }
  const { data, meta } = await answerOf(api.GET('/sales', { params: { query }, signal }))
  return { filters, lines: [...before, ...data], cursor: meta.next_cursor }
}

/** The lines behind the sums, a page at a time, and all of them as a file. */
export function Lines ({ filters }: { filters: Filters }) {
  const [{ busy, value, problem }, start] = useRequest(read, { keeps: true })
  const { sales, common } = texts
  const isCurrent = value !== null && value.filters === filters
  return (
    <Section title={sales.lines}>
      <div className='row'>
        {!isCurrent && <button type='button' className='main' onClick={() => start({ filters, before: [], cursor: null })}>{sales.show_lines}</button>}
        <Download filters={filters} />
      </div>
      <ProblemNote problem={problem} />
      {isCurrent && (
        <Table
          caption={sales.lines} rows={value.lines}
          columns={columns.map((name) => ({ name, label: sales.columns[name], numeric: typeof value.lines[0]?.[name] === 'number', cell: (line: Line) => written(line[name]) }))}
        />
      )}
      {busy && <p className='busy' role='status'>{common.busy}</p>}
      {isCurrent && !busy && value.cursor !== null && <div><button type='button' onClick={() => start({ filters, before: value.lines, cursor: value.cursor })}>{common.more}</button></div>}
    </Section>
  )
}

function written (value: string | number | null | undefined): string {
  return typeof value === 'number' ? number(value) : value ?? ''
}
