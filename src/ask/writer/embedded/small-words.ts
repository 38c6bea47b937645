import { stem } from '../../../language/stems.ts'

const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Words that ask, point or greet: they never name anything of the data. */
const plain = words(`
  list show shows give get gets find tell display see know want wanted need please could can would should may might let me i you we they it them us our your their its his her this these that those one ones
  enumera lista listar listado muestra muestrame muestren mostrar dame damelo dime deme encuentra busca buscar quiero quisiera necesito saber ver favor porfa hazme puedes podrias ensename saca sacame consulta
  all any some each every only just solely also too together along so far ever still already yet but if whether there here now today currently current actual actually exactly overall whole entire general please
  todos todas todo toda solo solamente unicamente tambien juntos aun todavia ya pero si hay existe existen exist exists hoy ahora actualmente alguna algun alguno alguien someone somebody anybody everyone everybody anyone ninguno ningun
  data datos info information informacion record records registro registros row rows fila filas total totals which what who whom whose where when how que cual cuales quien quienes donde cuando como cuanto cuanta
  do does did done doing is are was were be been being am has have had having lets es son fue fueron era eran ser estar esta estan estaba estaban este esten he ha han haya hayan hubo habia hacer hace hacen hizo hicieron hecho hechos hecha hechas haciendo siendo
  tiene tienen tenemos tengo tenga tengan tenia tenian tuvo tuvieron tenido tener ten se le les lo los la las nos me te su sus nuestro nuestra nuestros nuestras mi mis cuyo cuya cuyos cuyas otra otro otros otras other others another same mismo misma
  during durante within dentro into inside outside fuera out up down off away back over through across throughout among amongst between per via according respect respecto acerca through in on at by as than then while mientras
  much many mucho mucha muchos muchas lot lots several varios varias how cada ever once veces vez time times both uno una about around approximately
  id ids name names nombre nombres part use hasta y o u e or and plus vs versus regarding concerning available disponible disponibles thing things cosa cosas
  moment momento right sort propio propia propios propias own later plazas single our nosotros from hemos ninguna ninguno ningunas
`)

/** Verbs that say how what is named belongs together, by their stems. */
const relating = [
  ...'tener haber hacer estar ser dar poder querer deber ir venir llegar salir entrar quedar seguir llevar traer poner tomar pasar ver saber conocer encontrar usar utilizar emplear incluir contener ofrecer brindar prestar dictar impartir ensenar estudiar cursar tocar cantar jugar participar asistir acudir visitar viajar volar vivir residir habitar radicar trabajar laborar atender manejar conducir dirigir liderar encargar gestionar administrar realizar efectuar ejecutar registrar reportar presentar mostrar generar producir crear fabricar escribir publicar editar grabar emitir expedir solicitar pedir ordenar reservar comprar vender adquirir consumir comer beber gastar pagar cobrar facturar recaudar ingresar ganar obtener recibir lograr conseguir acumular sumar alcanzar corresponder pertenecer ubicar situar localizar encontrar hallar llamar denominar titular existir haber figurar aparecer constar asignar asociar relacionar vincular ligar destinar dedicar proveer suministrar abastecer entregar enviar mandar despachar transportar mover cargar surtir aplicar hospedar alojar albergar contratar firmar abrir iniciar empezar comenzar ocurrir suceder celebrar organizar programar proyectar exhibir transmitir servir cocinar preparar cosechar sembrar cultivar reclutar entrevistar postular capacitar operar reparar revisar inspeccionar declarar importar exportar adoptar donar rescatar cuidar llamar consultar vacunar aplicar recetar diagnosticar operar tratar decir mencionar contar costar valer durar tardar entrar nacer sufrir terminar fallar recorrer inaugurar escuchar salir supervisar deber fundar formar morir inscribir matricular caber concertar arrojar suponer pertenecer agrupar ordenar clasificar detallar desglosar separar'.split(' ').map((word) => `es:${word.replace(/[aei]r$/, '')}`),
  ...'have make do take bring put get give go come leave keep hold host stage run play sing perform attend visit travel fly live reside work serve handle manage drive lead direct supervise carry perform complete produce create build make write publish record release issue request order book reserve buy purchase sell acquire consume eat drink spend pay charge bill invoice collect earn receive obtain achieve accumulate sum add reach belong locate situate base find call name title exist appear assign associate relate link dedicate provide supply deliver send ship dispatch transport move load apply house contain include offer stay hire sign open start begin happen occur take place organize schedule show screen air broadcast cook prepare harvest grow plant recruit interview train operate repair service inspect declare import export adopt donate rescue care file submit report log register enter track prescribe diagnose treat say mention count cost weigh last measure group sort break use own teach study enroll born bear found form die post supervise expire attach ring care cancel fit sit own rent borrow lend sponsor score win cover insure subscribe use generate rack'.split(' ').map((word) => `en:${stem(word, 'en')}`),
  ...'gana da tiene vive vivan trabaja usa incluye ofrece recibe cuesta vale dura pesa mide tarda atiende maneja conduce dirige imparte ensena pertenece corresponde aparece participa genera produce sirve supera acumula suma llega sale viene requiere necesita permite acepta cabe caben quepan debe paga vende lleva toca juega estudia cursa sufrio termino recorridos recorrido shown posted done due ended rented taken made took taken brought got gotten gave given went gone came left kept held ran sang flew flown lived drove driven led wrote written bought sold ate drank spent paid earned found built sent grew grown taught sat lent won broke broken wore tuvo tuvieron hizo hicieron dio dieron fue fueron vino vinieron puso pusieron trajo trajeron pudo hubo obtuvo obtuvieron pidio pidieron sirvio produjo dijo'.split(' ').map((word) => `=:${word}`)
]
const relatingStems = new Set(relating)

/** Whether a word asks, or has nothing to say. */
export const asking = { test: (word: string): boolean => plain.has(word) }

/** Nouns for the whole that a database is about: they say nothing, unless it has a name for them. */
const vague = words('company empresa house casa catalog catalogo catalogue system sistema database base file hand club negocio business chain cadena network organization organizacion institution institucion operation fleet flota portfolio cartera market')
/** Forms of verbs that are nouns as well: what they name may be just what was asked. */
const nouns = words('cost costs count counts weight weights measure measures order orders charge charges bill bills invoice invoices report reports file files supply supplies ship ships stage stages host play plays rent rents load loads place places group groups record records score scores visit visits release releases issue issues request requests book books purchase purchases sale sales drink drinks travel drive drives lead leads use uses track tracks study studies cover covers train trains transport process plant plants mention mentions run runs start starts sort break breaks win wins care store stores stay stays screen screens show shows share shares cast order-by name end ends harvest harvests permit permits repair repairs service services call calls move moves')
const endings = /^x(?:[ae]n|[aei]mos|aron|ieron|yeron|io|aban?|ian?|[ai]d[oa]s?|ando|iendo|a?ran?|ieran?|[aei]r(?:se|lo|la|los|las|les)?|o|a|e|as|es)$/

export function isVague (word: string): boolean {
  return vague.has(word)
}

/** Whether a word is a form of a verb that relates what stands on its sides, or says nothing by itself. */
export function relates (word: string, before = ''): boolean {
  if (vague.has(word)) return true
  const isSpoken = /^(?:did|do|does|to|we|they|that|who|se|que|ha|le|les|nos|it|you|i)$/.test(before)
  if (word.length < 3 || (nouns.has(word) && !isSpoken)) return false
  if (relatingStems.has(`en:${stem(word, 'en')}`) && (isSpoken || /(?:ed|ing|s|t|d|n|e|w|y|r|h|l|m|k|p|g)$/.test(word))) return true
  if (relatingStems.has(`=:${word}`)) return true
  // some endings are those of nouns as well
  for (let length = 3; length < word.length; length++) {
    const ending = word.slice(length)
    if (relatingStems.has(`es:${word.slice(0, length)}`) && endings.test(`x${ending}`) && (isSpoken || !/^(?:o|a|e|as|es)$/.test(ending))) return true
  }
  return false
}

/** Words for what was earned or spent, whatever the column is called. */
export const money = /^(?:revenue|revenues|income|earnings|sales|ingreso|ingresos|ganancia|ganancias|facturado|facturacion|facturaron|facturo|facturamos|recaudado|recaudacion|recaudaron|ventas|venta|spent|spend|gastado|gastaron|gastamos|comprado|compra|compro|bought|vendido|cobro|cobrado|cobraron|dinero|money|amount|monto|importe|pay|pays|paid|payed|pagaron|pagan|pagamos|invoiced|billed|spending|vendieron|vendio|vendimos|venden|sells|selling|earned|earning|costaron|turnover|proceeds|pagado|pagados|gasta|gastan)$/
