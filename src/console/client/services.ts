import { createContext } from 'react'

/** What `/health` says of each service: configured, not_configured or embedded; empty before it answered. */
export const Services = createContext<Record<string, unknown>>({})
