import { createContext } from 'react'

/** Changes with the key or token: what was asked with another one is asked anew. */
export const CredentialVersion = createContext(0)
