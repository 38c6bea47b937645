import type { Found, Sentence } from './sentence.ts'
import type { Operator } from './query.ts'

/** A number that something is compared with. */
export interface Comparison extends Found {
  operator: Operator | 'between'
  value: number
  to: number
  /** The unit behind it, where that is a word for one. */
  unit: string
}

const number = '(?<value>\\d+(?:\\.\\d+)?)(?: (?<scale>mil|k|thousand|millon(?:es)?|million))?'
const second = number.replaceAll('?<value>', '?<to>').replaceAll('?<scale>', '?<scale2>')
const unit = '(?: (?<unit>dollars?|dolares|usd|lempiras|euros?|pesos|minutes?|minutos?|hours?|horas?|seconds?|segundos?|km|kilometers?|kilometros?|kg|percent|feet|pies|ft))?'
const that = '(?:que |than |to |de |del |a |al |the |or )?(?:los |las |the )?'

const comparisons: [operator: Comparison['operator'], pattern: RegExp][] = [
  ['between', new RegExp(`(?:between|entre|from|de) ${number} (?:and|y|to|a) ${second}${unit}`)],
  ['>=', new RegExp(`(?:at least|no less than|not less than|minimum of|al menos|por lo menos|como minimo|minimo|a minimum of) ${number}${unit}`)],
  ['>=', new RegExp(`${number}${unit} (?:or more|o mas|or higher|or above)`)],
  ['<=', new RegExp(`(?:at most|no more than|not more than|up to|como maximo|a lo sumo|maximo|maximum of|no mas de) ${number}${unit}`)],
  ['<=', new RegExp(`${number}${unit} (?:or less|o menos|or fewer|or lower)`)],
  ['>', new RegExp(`(?:(?:of |de |a )?(?:more|greater|higher|larger|bigger|longer|older|mas|mayor(?:es)?|superior(?:es)?|por encima|over|above|exceeding|exceeds?|que pasan?|pasan?|que superan?|superan?|supere|exceden?|arriba)) ${that}${number}${unit}`)],
  ['<', new RegExp(`(?:less|fewer|lower|smaller|cheaper|younger|shorter|menos|menor(?:es)?|inferior(?:es)?|por debajo|under|below|abajo) ${that}${number}${unit}`)],
  ['=', new RegExp(`(?:exactly|exactamente|equal to|igual a|equals?) ${number}${unit}`)]
]

const scales: Record<string, number> = { mil: 1000, k: 1000, thousand: 1000, millon: 1e6, millones: 1e6, million: 1e6 }
const scaled = (value: string | undefined, scale: string | undefined) => Number(value) * (scale === undefined ? 1 : scales[scale] ?? 1)

export function takeComparisons (sentence: Sentence): Comparison[] {
  return comparisons.flatMap(([operator, pattern]) => sentence.takeAll(pattern).map((found) => {
    const { value, scale, to, scale2, unit = '' } = found.groups
    return { ...found, operator, value: scaled(value, scale), to: scaled(to ?? value, scale2), unit }
  })).sort((a, b) => a.start - b.start)
}

/** What a question wants done, as the words that say so. */
export interface Marks {
  soldOut: Found[]
  count: Found[]
  distinct: Found[]
  aggregate: (Found & { kind: 'sum' | 'avg' | 'max' | 'min' })[]
  superlative: (Found & { concept: string, descending: boolean })[]
  most: (Found & { descending: boolean })[]
  top: (Found & { limit: number })[]
  group: Found[]
  negation: Found[]
  never: Found[]
  aboveAverage: (Found & { operator: '>' | '<' })[]
  like: (Found & { pattern: string })[]
  order: (Found & { descending: boolean | null })[]
  direction: (Found & { descending: boolean, isAlphabetical: boolean })[]
}

const adjectives: [pattern: RegExp, concept: string, descending: boolean][] = [
  [/(?:most expensive|priciest|dearest|mas car[oa]s?|mas costos[oa]s?)/, 'precio', true], [/(?:cheapest|least expensive|mas barat[oa]s?|mas economic[oa]s?)/, 'precio', false],
  [/(?:highest paid|best paid|mejor pagad[oa]s?|que mas ganan?|that earns? the most|que gana mas)/, 'salario', true], [/(?:lowest paid|worst paid|peor pagad[oa]s?|que menos ganan?)/, 'salario', false],
  [/(?:youngest|mas jovene?s?)/, 'young', true], [/(?:oldest|mas antigu[oa]s?|mas viej[oa]s?|earliest|mas temprano)/, 'old', false], [/(?:newest|latest|most recent|mas recientes?|mas nuev[oa]s?|last hired)/, 'new', true],
  [/(?:longest|mas larg[oa]s?|mas duraderos?)/, 'duracion', true], [/(?:shortest|mas cort[oa]s?)/, 'duracion', false], [/(?:most popular|mas populares?)/, 'popularidad', true], [/(?:least popular|menos populares?)/, 'popularidad', false],
  [/(?:heaviest|mas pesad[oa]s?)/, 'peso', true], [/(?:tallest|mas alt[oa]s?)/, 'high', true], [/(?:lowest|mas baj[oa]s?)/, 'high', false], [/(?:most delayed|mas retrasad[oa]s?)/, 'retraso', true], [/(?:largest|biggest|mas grandes?)/, 'large', true], [/(?:smallest|mas pequen[oa]s?)/, 'large', false]
]

/** Takes the words that say what is wanted, the longer phrases first. */
export function takeMarks (sentence: Sentence): Marks {
  const take = (pattern: RegExp) => sentence.takeAll(pattern)
  take(/(?:in|en) (?:minutes|minutos|hours|horas|days|dias|dollars|dolares|usd|lempiras|euros|pesos|kilometers|kilometros|km|kg|percent|feet|pies|meters|metros)/) // the unit that it has anyway
  const soldOut = take(/(?:out of stock|sold out|agotad[oa]s?|sin (?:stock|existencias|inventario)|no stock|without stock)/)
  const like = [
    ...take(/(?:whose (?:surname|fullname|name|title) )?(?:that )?(?:starts?|starting|begins?|beginning) with (?:the letters? )?(?<text>\S+)/).map((found) => ({ ...found, pattern: `${found.groups['text']}%` })),
    ...take(/(?:que )?(?:empiezan?|empiecen?|comienzan?|comiencen?|inician?) (?:con|por) (?:la letra )?(?<text>\S+)/).map((found) => ({ ...found, pattern: `${found.groups['text']}%` })),
    ...take(/(?:that )?(?:ends?|ending) (?:with|in) (?<text>\S+)/).map((found) => ({ ...found, pattern: `%${found.groups['text']}` })),
    ...take(/(?:que )?(?:terminan?|terminen?|acaban?) (?:con|en) (?<text>\S+)/).map((found) => ({ ...found, pattern: `%${found.groups['text']}` })),
    ...take(/(?:that )?(?:(?:contains?|containing) (?:the word )?|(?:includes?|including) (?:the word |(?=quoted)))(?<text>\S+)(?: in (?:the|their|its) (?:name|title|nombre))?/).map((found) => ({ ...found, pattern: `%${found.groups['text']}%` })),
    ...take(/(?:que )?(?:(?:contienen?|contengan?) (?:la palabra )?|incluyen? (?:la palabra |(?=quoted)))(?<text>\S+)(?: en (?:el|su) (?:nombre|titulo))?/).map((found) => ({ ...found, pattern: `%${found.groups['text']}%` })),
    ...take(/(?:with|con) (?<text>quoted\d+) (?:in|en) (?:the|el|su|their|its) (?:name|title|nombre|titulo)/).map((found) => ({ ...found, pattern: `%${found.groups['text']}%` }))
  ].map((found) => ({ ...found, pattern: found.pattern.replace(/quoted(\d+)/, (_all, place: string) => sentence.quoted[Number(place)] ?? '') }))
  const aboveAverage = [
    ...take(/(?:(?:priced |that (?:earn|cost) |who earn |que (?:ganan|cuestan|cobran) )?(?:above|over|higher than|more than|greater than|por encima|mas|mayor(?:es)?|superior(?:es)?)(?: (?:de|del|que|al|a|than))?(?: (?:the|el|la|their))?(?: (?!average|mean|promedio|media)[a-z]+)? (?:average|mean|promedio|media)(?: (?:of|de) all(?: \S+)?| general)?)/).map((found) => ({ ...found, operator: '>' as const })),
    ...take(/(?:more|higher|mas|mayor)(?= [a-z]+ (?:than|que) (?:the |el |la )?(?:average|mean|promedio|media))/).map((found) => ({ ...found, end: found.end + 2, operator: '>' as const })),
    ...take(/(?:(?:priced |that (?:earn|cost) |who earn |que (?:ganan|cuestan) )?(?:below|under|lower than|less than|por debajo|menos|menor(?:es)?|inferior(?:es)?)(?: (?:de|del|que|al|a|than))?(?: (?:the|el|la|their))? (?:average|mean|promedio|media))/).map((found) => ({ ...found, operator: '<' as const }))
  ]
  take(/(?:than|que) (?:the |el |la )?(?:average|mean|promedio|media)/) // behind what is more than it
  const direction = [
    ...take(/(?:de mayor a menor|del? mas \S+ al? mas baj[oa]|(?:from )?highest to lowest|highest first|largest first|most expensive first|dearest first|priciest first|mas car[oa]s? primero|mayor(?:es)? primero|latest first|most recent first|mas recientes? primero|biggest first|longest first|best first|in descending order|descending|desc|descendente(?:mente)?|en orden descendente|from (?:most|largest) to (?:least|smallest)|from newest to oldest|newest first)/).map((found) => ({ ...found, descending: true })),
    ...take(/(?:(?:from )?oldest to newest|from (?:smallest|least|cheapest) to \S+(?: \S+)?|del? mas antigu[oa]s? al? mas (?:recientes?|nuev[oa]s?)|de menor a mayor|del? mas baj[oa] al? mas \S+|(?:from )?lowest to highest|lowest first|cheapest first|smallest first|mas barat[oa]s? primero|menor(?:es)? primero|mas antigu[oa]s? primero|earliest first|shortest first|in ascending order|ascending|asc|ascendente(?:mente)?|en orden ascendente|alphabetically|in alphabetical order|alfabeticamente|en orden alfabetico|por orden alfabetico|in chronological order|chronologically|cronologicamente|en orden cronologico|oldest first)/).map((found) => ({ ...found, descending: false })),
    ...take(/highest paid first/).map((found) => ({ ...found, descending: true }))
  ].map((found) => ({ ...found, isAlphabetical: sentence.words.slice(found.start, found.end).some(({ text }) => /alfab|alphab/.test(text)) }))
  const order = [...take(/(?:ordered|sorted|order|sort|ordenad[oa]s?|ordena|ordenar) (?:by|por)/), ...take(/(?:ordered|sorted|ordenad[oa]s?)/)].map((found) => ({ ...found, descending: null }))
  const top = [
    ...take(/(?:the |los |las )?(?:top|first|primer[oa]s|mejores) (?<limit>\d{1,3})(?: best| mejores)?/),
    ...take(/(?:los|las|the) (?<limit>\d{1,2})(?= [a-z]{4})(?! (?:best|mejores|primer|principales|most|least))/),
    ...take(/(?:the |los |las )?(?<limit>\d{1,3}) (?:best|top|first|mejores|primer[oa]s|principales)/)
  ].map((found) => ({ ...found, limit: Number(found.groups['limit']) }))
  const superlative = adjectives.flatMap(([pattern, concept, descending]) => [
    ...sentence.takeAll(new RegExp(`(?:(?:the|los|las|el|la|lo) )?(?:(?<limit>\\d{1,2}) )?(?:${pattern.source})`)).map((found) => ({ ...found, concept, descending }))
  ])
  const count = take(/(?:how many|cuant[oa]s|(?:total |the )?number of|(?:el )?numero (?:total )?de|cuenta(?: de)?|(?:the )?count(?: of)?|(?:la )?cantidad de|y de cuanto|and how many(?: they have)?|with how many|con cuant[oa]s)/)
  const distinct = take(/(?:different|distinct|unique|distint[oa]s|diferentes|unic[oa]s)/)
  const most = [
    ...take(/(?:(?:the|con|with|tienen?|has|have|hay|el|la|los|las|que) )*(?:most|mayor numero de|mayor cantidad de|que mas|mas)(?! (?:than|de|que)\b)(?: numero de| cantidad de)?/).map((found) => ({ ...found, descending: true })),
    ...take(/(?:(?:the|con|with|tienen?|has|have|que) )*(?:fewest|least|menor numero de|menor cantidad de|que menos|menos)(?! (?:than|de|que)\b)/).map((found) => ({ ...found, descending: false }))
  ]
  const aggregate = [
    ...take(/(?:the |el |la )?(?:average|mean|avg|promedio|media|medio)(?: (?:of|del|general|general de|de(?! cada)))?|(?:en )promedio/).map((found) => ({ ...found, kind: 'avg' as const })),
    ...take(/(?:the |el |la )?(?:maximum|highest|greatest|max|maxim[oa]s?|mayor|mas alt[oa])(?: (?:of|de|del))?/).map((found) => ({ ...found, kind: 'max' as const })),
    ...take(/(?:the |el |la )?(?:minimum|min|minim[oa]s?|menor)(?: (?:of|de|del))?/).map((found) => ({ ...found, kind: 'min' as const })),
    ...take(/(?:(?:the |el |la |en )?(?:total|sum|suma)(?: (?:of|de|del|general|general de))?|how much(?: (?:money|did we|do we|was|is))*|cuant[oa](?: dinero)?(?: se)?|in total)/).map((found) => ({ ...found, kind: 'sum' as const }))
  ]
  const never = take(/(?:(?:who |that |which |que )?(?:have |has |had |did |han |ha |se han |se ha )?(?:never|nunca|jamas)(?: (?:been|ever|ha|han|se ha|se han|have|has|anything))*)/)
  const negation = take(/(?:(?:that |who |which |que |where )?(?:do |does |did |is |are |was |were |have |has |had |estan? |esten? |fueron |fue |son |tienen? |tengan? |hay )?(?:not|no longer|ya no|no|dont|doesnt|didnt|isnt|arent|wasnt|werent|havent|hasnt|without|sin|excepto|except|other than|distint[oa]s? (?:a|de))(?: (?:have|has|tienen?|tengan?|been|hay|son|fueron|estan|need|needs|require|requires|necesitan?|requieren?|any|an|a|en|in|ningun|ninguna|alguna?|anything))*)/)
  const group = take(/(?:(?:grouped |broken down |agrupad[oa]s? )?(?:by|per|por|for each|in each|of each|with each|each|para cada|por cada|de cada|en cada|cada|segun|according to|for every)(?: (?:each|every|cada|the|el|la|los|las))*|does each|do each)/)
  return { soldOut, count, distinct, aggregate, superlative, most, top, group, negation, never, aboveAverage, like, order, direction }
}
