import { api, unwrap } from '../client/client.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { Table } from '../components/table.tsx'
import { number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Download } from './download.tsx'
import { toQuery, type Filters } from './filters.ts'

type Line = operations['listSales']['responses']['200']['content']['application/json']['data'][number]

interface Page {
  filters: Filters
  /** The lines before this page, and the cursor behind them. */
  before: Line[]
  cursor: string | null
}

const columns = [
  'FECHA',
  'FACTURA',
  'LEMPIRAS_VENDIDAS',
  'VOLUMEN_VENTA',
  'NOMBRE_DEL_CLIENTE',
  'NOMBRE_DEL_ARTICULO',
  'CODIGO_DE_AGENCIA',
  'DEPARTAMENTO',
  'MUNICIPIO'
] as const
const pageSize = 100

async function loadPage ({ filters, before, cursor }: Page, signal: AbortSignal) {
  const query = { ...toQuery(filters), limit: pageSize, ...(cursor !== null && { cursor }) }
  const { data, meta } = await unwrap(api.GET('/sales', { params: { query }, signal }))
  return { filters, lines: [...before, ...data], cursor: meta.next_cursor }
}

/** The lines behind the sums, a page at a time, and all of them as a file. */
export function Lines ({ filters }: { filters: Filters }) {
  const [{ busy, value, problem }, start] = useRequest(loadPage, { keeps: true })
  const { sales: labels, common } = texts
  const page = value?.filters === filters ? value : null // the lines of other filters are not shown for these
  const loadFirst = () => start({ filters, before: [], cursor: null })
  const loadMore = () => { if (page !== null) start({ filters, before: page.lines, cursor: page.cursor }) }
  return (
    <Section title={labels.lines}>
      <div className='row'>
        {page === null && <button type='button' className='main' onClick={loadFirst}>{labels.show_lines}</button>}
        <Download filters={filters} />
      </div>
      <ProblemNote problem={problem} />
      {page !== null && <LinesTable lines={page.lines} />}
      {busy && <p className='busy' role='status'>{common.busy}</p>}
      {page !== null && !busy && page.cursor !== null && (
        <div><button type='button' onClick={loadMore}>{common.more}</button></div>
      )}
    </Section>
  )
}

function LinesTable ({ lines }: { lines: readonly Line[] }) {
  const { sales: labels } = texts
  return (
    <Table
      caption={labels.lines} rows={lines}
      columns={columns.map((name) => ({
        name,
        label: labels.columns[name],
        numeric: typeof lines[0]?.[name] === 'number',
        cell: (line: Line) => formatCell(line[name])
      }))}
    />
  )
}

function formatCell (value: string | number | null | undefined): string {
  return typeof value === 'number' ? number(value) : value ?? ''
}
