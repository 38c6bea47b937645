import { getSegments } from 'sql-highlight'
import { CopyButton } from '../components/copy-button.tsx'
import { texts } from '../language/texts.ts'

/** A query with its keywords, texts and numbers apart. */
export function Sql ({ text }: { text: string }) {
  return (
    <>
      <pre className='sql' tabIndex={0} role='group' aria-label={texts.ask.sql}>
        {getSegments(text).map(({ name, content }, index) => <span key={index} className={name}>{content}</span>)}
      </pre>
      <CopyButton label={texts.ask.copy_sql} text={() => text} />
    </>
  )
}
