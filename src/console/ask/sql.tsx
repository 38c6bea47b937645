import { getSegments } from 'sql-highlight'
import { texts } from '../language/texts.ts'
import { CopyButton } from '../parts/copy-button.tsx'

/** A query with its keywords, texts and numbers apart. */
export function Sql ({ text }: { text: string }) {
  return (
    <>
      <pre className='sql' tabIndex={0} role='group' aria-label={texts.ask.sql}>{getSegments(text).map(({ name, content }, place) => <span key={place} className={name}>{content}</span>)}</pre>
      <CopyButton label={texts.ask.copy_sql} text={() => text} />
    </>
  )
}
