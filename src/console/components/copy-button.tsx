import { useState } from 'react'
import { texts } from '../language/texts.ts'

/** Puts a text into the clipboard and says whether that went well. */
export function CopyButton ({ label, text }: { label: string, text: () => string }) {
  const [outcome, setOutcome] = useState('')
  const { copied, copyFailed } = texts.common
  const copy = () => {
    const clipboard: Clipboard | undefined = navigator.clipboard // not there on a page without TLS
    if (clipboard === undefined) setOutcome(copyFailed)
    else clipboard.writeText(text()).then(() => setOutcome(copied), () => setOutcome(copyFailed))
  }
  return <div><button type='button' onClick={copy}>{label}</button> <span role='status'>{outcome}</span></div>
}
