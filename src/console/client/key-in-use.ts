import { createContext } from 'react'

/** Changes with the key: what was asked with another one is asked anew. */
export const KeyInUse = createContext(0)
