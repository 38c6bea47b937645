import { createContext, type RefObject } from 'react'

/** The field that takes the key, so that a part of the page that lacks one can lead there. */
export const KeyInput = createContext<RefObject<HTMLInputElement | null>>({ current: null })
