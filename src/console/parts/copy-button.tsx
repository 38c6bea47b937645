import { useState } from 'react'
import { texts } from '../language/texts.ts'

/** Puts a text into the clipboard and says whether that went well. */
export function CopyButton ({ label, text }: { label: string, text: () => string }) {
  const [outcome, setOutcome] = useState('')
  const copy = () => {
    const clipboard: Clipboard | undefined = navigator.clipboard // not there on a page without TLS
    if (clipboard === undefined) setOutcome(texts.common.copyFailed)
    else clipboard.writeText(text()).then(() => setOutcome(texts.common.copied), () => setOutcome(texts.common.copyFailed))
  }
  return <div><button type='button' onClick={copy}>{label}</button> <span role='status'>{outcome}</span></div>
}
