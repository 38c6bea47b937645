import { normalized } from '../../../language/words.ts'

/** People and things of a country, by its code: Spanish words by their beginnings before the gender, then English ones. */
const demonyms: Record<string, [spanish: string, english: string]> = {
  AR: ['argentin', 'argentine argentinian'],
  AU: ['australian', 'australian'],
  AT: ['austriac', 'austrian'],
  BE: ['belg', 'belgian'],
  BO: ['bolivian', 'bolivian'],
  BR: ['brasilen brasiler', 'brazilian'],
  CA: ['canadiense', 'canadian'],
  CL: ['chilen', 'chilean'],
  CN: ['chin', 'chinese'],
  CO: ['colombian', 'colombian'],
  CR: ['costarricense', 'costarican'],
  CU: ['cuban', 'cuban'],
  DE: ['aleman', 'german'],
  DK: ['danes', 'danish'],
  DO: ['dominican', 'dominican'],
  EC: ['ecuatorian', 'ecuadorian'],
  EG: ['egipci', 'egyptian'],
  ES: ['espanol', 'spanish'],
  FR: ['frances', 'french'],
  GB: ['britanic ingles', 'british english'],
  GT: ['guatemaltec', 'guatemalan'],
  HN: ['hondur', 'honduran'],
  IE: ['irlandes', 'irish'],
  IN: ['indi hindu', 'indian'],
  IT: ['italian', 'italian'],
  JP: ['japones', 'japanese'],
  KR: ['corean', 'korean'],
  MA: ['marroqui', 'moroccan'],
  MX: ['mexican', 'mexican'],
  NI: ['nicaraguense', 'nicaraguan'],
  NL: ['holandes neerlandes', 'dutch'],
  NO: ['norueg', 'norwegian'],
  PA: ['panamen', 'panamanian'],
  PE: ['peruan', 'peruvian'],
  PL: ['polac', 'polish'],
  PT: ['portugues', 'portuguese'],
  PY: ['paraguay', 'paraguayan'],
  RU: ['rus', 'russian'],
  SE: ['suec', 'swedish'],
  SV: ['salvadoren', 'salvadoran'],
  CH: ['suiz', 'swiss'],
  TR: ['turc', 'turkish'],
  US: ['estadounidense norteamerican american', 'american'],
  UY: ['uruguay', 'uruguayan'],
  VE: ['venezolan', 'venezuelan'],
  ZA: ['sudafrican', 'southafrican']
}

/** What else a country is called: in the other language, and by its people. */
export function countryNames (): Map<string, string[]> {
  const [es, en] = ['es', 'en'].map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }))
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const names = new Map<string, string[]>()
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const both = [es?.of(code), en?.of(code)].filter((name) => name !== undefined).map(normalized)
    const shorter: Record<string, string[]> = { US: ['usa', 'us', 'eeuu', 'ee uu', 'estados unidos'], GB: ['uk', 'england', 'inglaterra', 'great britain', 'gran bretana'], NL: ['holland', 'holanda'], CZ: ['czech republic', 'republica checa'], KR: ['south korea', 'corea'] }
    const all = [...both, ...shorter[code] ?? []]
    const [spanish, english] = demonyms[code] ?? ['', '']
    const people = [...spanish.split(' ').filter((word) => word !== '').flatMap((word) => /e$/.test(word) ? [word, `${word}s`] : /i$/.test(word) ? [word, `${word}es`] : [word, `${word}o`, `${word}a`, `${word}os`, `${word}as`, `${word}es`]), ...english.split(' ').filter((word) => word !== '').flatMap((word) => [word, `${word}s`])]
    for (const name of all) names.set(name, [...all, ...people])
  }
  return names
}
