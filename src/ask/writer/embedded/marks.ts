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
  ['>=', new RegExp(`${number}${unit} (?:\\S+ )?(?:or more|o mas|or better|or higher|o mejor|and up)`)],
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
  share: Found[]
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
  take(/(?:in|en) (?:seconds|segundos|kilos|litros|liters|minutes|minutos|hours|horas|days|dias|dollars|dolares|usd|lempiras|euros|pesos|kilometers|kilometros|km|kg|percent|feet|pies|meters|metros)/) // the unit that it has anyway
  const soldOut = take(/(?:out of stock|sold out|agotad[oa]s?|sin (?:stock|existencias|inventario)|no stock|without stock)/)
  const like = [
    ...take(/(?:whose (?:surname|fullname|name|title) )?(?:that )?(?:starts?|starting|begins?|beginning) with (?:the letters? )?(?<text>\S+)/).map((found) => ({ ...found, pattern: `${found.groups['text']}%` })),
    ...take(/(?:que )?(?:empiezan?|empiecen?|comienzan?|comiencen?|inician?) (?:con|por) (?:la letra )?(?<text>\S+)/).map((found) => ({ ...found, pattern: `${found.groups['text']}%` })),
    ...take(/(?:that )?(?:ends?|ending) (?:with|in) (?<text>\S+)/).map((found) => ({ ...found, pattern: `%${found.groups['text']}` })),
    ...take(/(?:que )?(?:terminan?|terminen?|acaban?) (?:con|en) (?<text>\S+)/).map((found) => ({ ...found, pattern: `%${found.groups['text']}` })),
    ...take(/(?:that )?(?:(?:contains?|containing) (?:the word )?|(?:includes?|including) (?:the word |(?=quoted)))(?<text>\S+)(?: in (?:the|their|its) (?:name|title|nombre))?/).map((found) => ({ ...found, pattern: `%${found.groups['text']}%` })),
    ...take(/(?:que )?(?:(?:contienen?|contengan?) (?:la palabra )?|incluyen? (?:la palabra |(?=quoted)))(?<text>\S+)(?: en (?:el|su) (?:nombre|titulo))?/).map((found) => ({ ...found, pattern: `%${found.groups['text']}%` })),
    ...take(/(?:that |which |que )?(?:mentions?|mentioning|mencionan?|mencionen?|(?:llevan?|tienen?|tengan|incluyen?|has|have|having|with|con|that say|say)(?: (?:la palabra|the word))|la palabra|the word) (?:the word |la palabra |the |la )?(?<text>\S+)/).map((found) => ({ ...found, pattern: `%${found.groups['text']}%` })),
    ...take(/(?:appears?|aparecen?|aparezcan?|sale|salen)? ?(?<text>quoted\d+)(?= (?:in|en) )/).map((found) => ({ ...found, pattern: `%${found.groups['text']}%` })),
    ...take(/(?:with|con) (?<text>quoted\d+) (?:in|en) (?:the|el|su|their|its) (?:name|title|nombre|titulo)/).map((found) => ({ ...found, pattern: `%${found.groups['text']}%` }))
  ].map((found) => ({ ...found, pattern: found.pattern.replace(/quoted(\d+)/, (_all, place: string) => sentence.quoted[Number(place)] ?? '') }))
  const aboveAverage = [
    ...take(/(?:(?:priced |that (?:earn|cost) |who earn |que (?:ganan|cuestan|cobran) )?(?:above|over|higher than|more than|greater than|por encima|(?:longer|bigger|larger|pricier|heavier|taller|older|dearer|better) than|more [a-z]+ than|mas [a-z]+ que|supera[ns]?|exceeds?|exceed|mas|mayor(?:es)?|superior(?:es)?)(?: (?:de|del|que|al|a|than))?(?: (?:the|el|la|their))?(?: (?!average|mean|promedio|media)[a-z]+)? (?:average|mean|promedio|media)(?: (?:of|de) all(?: \S+)?| general)?)/).map((found) => ({ ...found, operator: '>' as const })),
    ...take(/(?:more|higher|mas|mayor)(?= [a-z]+ (?:than|que) (?:the |el |la )?(?:average|mean|promedio|media))/).map((found) => ({ ...found, end: found.end + 2, operator: '>' as const })),
    ...take(/(?:(?:priced |that (?:earn|cost) |who earn |que (?:ganan|cuestan) )?(?:below|under|lower than|less than|por debajo|(?:shorter|smaller|cheaper|lighter|younger) than|less [a-z]+ than|menos [a-z]+ que|menos|menor(?:es)?|inferior(?:es)?)(?: (?:de|del|que|al|a|than))?(?: (?:the|el|la|their))? (?:average|mean|promedio|media))/).map((found) => ({ ...found, operator: '<' as const }))
  ]
  take(/(?:than|que) (?:the |el |la )?(?:average|mean|promedio|media)/) // behind what is more than it
  const [down, up] = ['largest|biggest|highest|longest|newest|latest|heaviest|best|greatest|dearest|priciest|most expensive|most recent|most|highest paid|best paid|busiest|most popular', 'smallest|lowest|shortest|oldest|earliest|lightest|cheapest|least expensive|fewest|least|worst']
  const [mas, menos] = ['(?:car|grand|alt|larg|recient|nuev|pesad|costos|jov)[a-z]*', '(?:barat|pequen|baj|cort|antigu|viej|liger|economic|lejan)[a-z]*']
  const direction = [
    ...take(new RegExp(`(?:de mayor a menor|del? mas ${mas} al? (?:mas|menos) \\S+|de mas a menos|(?:(?:por |con )?(?:el|la|los|las) )?mas ${mas} primero|primero (?:el|la|los|las) mas ${mas}|empezando (?:por|con) (?:el|la|los|las) mas ${mas}|mayor(?:es)? primero|(?:from )?(?:the )?(?:${down}) to (?:the )?(?:${up})|(?:${down})(?: \\S+)? first|starting with the (?:${down})|(?:in )?(?:descending|desc)(?: order)?|descendente(?:mente)?|en orden descendente)`)).map((found) => ({ ...found, descending: true })),
    ...take(new RegExp(`(?:de menor a mayor|del? mas ${menos} al? (?:mas|menos) \\S+|de menos a mas|(?:(?:por |con )?(?:el|la|los|las) )?mas ${menos} primero|primero (?:el|la|los|las) mas ${menos}|empezando (?:por|con) (?:el|la|los|las) mas ${menos}|menor(?:es)? primero|(?:from )?(?:the )?(?:${up}) to (?:the )?(?:${down}|dearest)|(?:${up})(?: \\S+)? first|starting with the (?:${up})|(?:in )?(?:ascending|asc)(?: order)?|ascendente(?:mente)?|en orden ascendente|alphabetically|in alphabetical order|a to z|de la a a la z|a z|alfabeticamente|en orden alfabetico|por orden alfabetico|in chronological order|chronologically|cronologicamente|en orden cronologico)`)).map((found) => ({ ...found, descending: false }))
  ].map((found) => ({ ...found, isAlphabetical: sentence.words.slice(found.start, found.end).some(({ text }) => /alfab|alphab|^z$/.test(text)) }))
  const order = [...take(/(?:ordered|sorted|order|sort|ordenad[oa]s?|ordena|ordenar) (?:by|por)/), ...take(/(?:ordered|sorted|ordenad[oa]s?)/)].map((found) => ({ ...found, descending: null }))
  const top = [
    ...take(/(?:the |los |las )?(?:top|first|primer[oa]s|mejores) (?<limit>\d{1,3})(?: best| mejores)?/),
    ...take(/(?:los|las|the) (?<limit>\d{1,2})(?= [a-z]{4})(?! (?:best|mejores|primer|principales|most|least))/),
    ...take(/(?:the |los |las )?(?<limit>\d{1,3}) (?:best|top|first|mejores|primer[oa]s|principales)/)
  ].map((found) => ({ ...found, limit: Number(found.groups['limit']) }))
  const both = take(/(?:the )?(?:highest|maximum|max|biggest|largest|greatest) and (?:the )?(?:lowest|minimum|min|smallest|least)|(?:the )?(?:lowest|minimum|min|smallest) and (?:the )?(?:highest|maximum|max|biggest|largest)|(?:el |la )?(?:maxim[oa]|mayor|mas alt[oa]) y (?:el |la )?(?:minim[oa]|menor|mas baj[oa])|(?:el |la )?(?:minim[oa]|menor|mas baj[oa]) y (?:el |la )?(?:maxim[oa]|mayor|mas alt[oa])/)
  const frequent = take(/(?:(?:the|los|las|el|la|lo) )?(?:most|mas) (?:common|frequent|usual|repeated|used|usad[oa]s?|comun(?:es)?|frecuentes?|habitual(?:es)?|repetid[oa]s?|utilizad[oa]s?)|busiest/)
  const extremes = take(/(?:the |el |la |los |las )?(?:very )?(?:(?<first>first|primer[oa]?|earliest)|last|ultim[oa]s?)(?: (?:ever|one))?(?! (?:\d|year|month|week|quarter|name|half|floor|class|grade|more|less|between|over|under|about|longer|than|on))/)
  const superlative = adjectives.flatMap(([pattern, concept, descending]) => [
    ...sentence.takeAll(new RegExp(`(?:(?:the|los|las|el|la|lo) )?(?:(?<limit>\\d{1,2}) )?(?:${pattern.source})`)).map((found) => ({ ...found, concept, descending }))
  ]).concat(frequent.map((found) => ({ ...found, concept: 'frequent', descending: true })), extremes.map((found) => ({ ...found, concept: found.groups['first'] === undefined ? 'new' : 'old', descending: found.groups['first'] === undefined })))
  const share = take(/(?:(?:what|que|cual es el|cual es la|the|el|la|in) )?(?:percentage|percent|share|porcentaje|proporcion|proportion|fraction)(?: (?:of|de|del))?/)
  const count = take(/(?:how many|cuant[oa]s|(?:total |the )?number of|(?:el )?numero (?:total )?de|cuenta(?: de)?|(?:the )?count(?: of)?|(?:la )?cantidad de|y de cuanto|and how many(?: they have)?|with how many|con cuant[oa]s)/)
  const distinct = take(/(?:different|distinct|unique|distint[oa]s|diferentes|unic[oa]s|(?:sin|without|no) (?:repetir(?:los|las|se)?|repetidos?|duplicad?os?|repeats|repetition|duplicates|repeating))/)
  const most = [
    ...take(/(?:(?:the|con|with|tienen?|has|have|hay|el|la|los|las|que) )*(?:most|mayor numero de|mayor cantidad de|que mas|mas)(?! (?:than|de|que)\b)(?: numero de| cantidad de)?/).map((found) => ({ ...found, descending: true })),
    ...take(/(?:(?:the|con|with|tienen?|has|have|que) )*(?:fewest|least|menor numero de|menor cantidad de|que menos|menos)(?! (?:than|de|que)\b)/).map((found) => ({ ...found, descending: false }))
  ]
  const aggregate = [
    ...both.flatMap((found) => [{ ...found, kind: 'max' as const }, { ...found, kind: 'min' as const }]),
    ...take(/(?:the |el |la )?(?:average|mean|avg|promedio|media|medio)(?: (?:of|del|general|general de|de(?! cada)))?|(?:en )promedio/).map((found) => ({ ...found, kind: 'avg' as const })),
    ...take(/(?:the |el |la )?(?:maximum|highest|greatest|max|maxim[oa]s?|mayor|mas alt[oa])(?: (?:of|de|del))?/).map((found) => ({ ...found, kind: 'max' as const })),
    ...take(/(?:the |el |la )?(?:minimum|min|minim[oa]s?|menor)(?: (?:of|de|del))?/).map((found) => ({ ...found, kind: 'min' as const })),
    ...take(/(?:(?:the |el |la |en )?(?:total|sum|suma)(?: (?:of|de|del|general|general de))?|how much(?: (?:money|did we|do we|was|is))*|cuant[oa](?: dinero)?(?: se)?|in total)/).map((found) => ({ ...found, kind: 'sum' as const }))
  ]
  const never = take(/(?:(?:that |which |que )?(?:has |ha |have )?(?:nobody|nadie|no one|noone)(?: (?:has|have|ha|ever|nunca|jamas|been))*|(?:who |that |which |que )?(?:have |has |had |did |han |ha |se han |se ha )?(?:never|nunca|jamas)(?: (?:been|ever|ha|han|se ha|se han|have|has|anything))*)/)
  const negation = take(/(?:(?:that |who |which |que |where )?(?:do |does |did |is |are |was |were |have |has |had |estan? |esten? |fueron |fue |son |tienen? |tengan? |hay )?(?:not|no longer|ya no|no|dont|doesnt|didnt|isnt|arent|wasnt|werent|havent|hasnt|without|sin|excepto|except|excluding|excluyendo|leaving out|not counting|sin contar|sin incluir|salvo|apart from|aside from|unknown|missing|other than|distint[oa]s? (?:a|de))(?: (?:have|has|tienen?|tengan?|been|hay|son|fueron|estan|need|needs|require|requires|necesitan?|requieren?|any|an|a|en|in|ningun|ninguna|alguna?|anything|ni|un|una|se|les?|been|los|las))*)/)
  const group = take(/(?:(?:grouped |broken down |agrupad[oa]s? )?(?:by|per|por|for each|in each|of each|with each|each|para cada|por cada|de cada|en cada|cada|segun|according to|for every)(?: (?:each|every|cada|the|el|la|los|las))*|does each|do each)/)
  return { soldOut, count, share, distinct, aggregate, superlative, most, top, group, negation, never, aboveAverage, like, order, direction }
}
