import { Table } from '../components/table.tsx'
import { integer } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import type { Failure } from './upload.ts'

/** The events of a file that were not stored, each with its position and the service's reason. */
export function FailureList ({ failures }: { failures: readonly Failure[] }) {
  const { events: labels } = texts
  return (
    <>
      <h3>{labels.failures}</h3>
      <Table
        caption={labels.failures} rows={failures}
        columns={[
          { name: 'position', label: labels.position, numeric: true, cell: ({ position }) => integer(position) },
          { name: 'uuid', label: labels.id, cell: ({ uuid }) => uuid },
          { name: 'reason', label: labels.reason, long: true, cell: ({ reason }) => <span lang='en'>{reason}</span> }
        ]}
      />
    </>
  )
}
