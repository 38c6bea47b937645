import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { language } from './language/texts.ts'
import { Page } from './page.tsx'
import './theme.css'

document.documentElement.lang = language
const place = document.getElementById('page')
if (place === null) throw new Error('the page has no place')
createRoot(place).render(<StrictMode><Page /></StrictMode>)
