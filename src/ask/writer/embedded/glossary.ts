import { readFileSync } from 'node:fs'
import * as Type from 'typebox'
import { Parse } from 'typebox/schema'
import { record } from '../../../schema/fields.ts'
import { fold } from '../../../language/words.ts'
import { stemsOf } from '../../words.ts'

/** Words for one thing, in Spanish and English: what a question calls it, and what a database may. */
const synonyms = [
  'cliente customer client comprador buyer consumidor', 'pedido orden order compra purchase', 'producto product articulo item mercancia', 'precio price costo cost tarifa', 'valor value', 'fecha date dia day',
  'nombre name nom nombres names firstname fullname', 'apellido surname lastname', 'ciudad city town cd', 'pais country nacion', 'paciente patient', 'medico doctor physician dr', 'cita appointment consulta', 'factura invoice bill',
  'empleado employee worker trabajador staff personal', 'proveedor supplier vendor', 'categoria category', 'curso course asignatura materia subject', 'alumno estudiante student pupil', 'profesor maestro teacher docente instructor',
  'nota calificacion grade score puntaje', 'vuelo flight', 'aeropuerto airport', 'aerolinea airline carrier', 'pasajero passenger', 'reserva reservacion booking reservation', 'avion aircraft plane airplane',
  'monto importe amount total suma valor', 'ingreso revenue income earnings ganancia recaudacion facturacion', 'cantidad quantity qty unidades units numero', 'capacidad capacity aforo cap', 'concierto concert', 'artista artist',
  'boleto ticket entrada tiquete', 'recinto venue', 'departamento department depto', 'municipio municipality', 'agencia agency branch sucursal', 'vendedor seller salesperson salesman', 'retraso delay demora', 'direccion address domicilio',
  'email correo mail', 'telefono phone tel telephone celular', 'edad age', 'sexo gender sex genero', 'salario salary sueldo wage pay', 'estado status situacion', 'tipo type kind', 'clase class', 'pago payment', 'prestamo loan', 'saldo balance',
  'carro auto vehiculo car vehicle coche', 'servicio service', 'habitacion cuarto room', 'libro book', 'autor author writer', 'editorial publisher', 'pelicula movie film', 'equipo team', 'jugador player', 'partido match game', 'gol goal',
  'temporada season', 'tienda store shop sucursal', 'envio shipment shipping', 'entrega delivery', 'peso weight', 'altura height estatura', 'dueno owner propietario', 'mascota pet', 'usuario user', 'cuenta account', 'banco bank', 'tarjeta card',
  'proyecto project', 'tarea task', 'hora hour time hourly', 'mes month', 'ano year anio', 'idioma language', 'poblacion population habitantes', 'especialidad specialty speciality specialization', 'aseguradora insurer insurance seguro',
  'medicamento medicine medication drug farmaco medicina', 'receta prescription', 'inventario stock inventory existencias', 'jefe manager gerente supervisor boss', 'matricula enrollment enrolment inscripcion', 'aula classroom salon',
  'turno shift', 'edificio building', 'titulo title degree', 'credito credit', 'presupuesto budget', 'fabricante manufacturer maker', 'modelo model', 'asiento seat', 'distancia distance', 'nacionalidad nationality', 'milla mile',
  'origen origin source', 'destino destination', 'popularidad popularity', 'miembro integrante member', 'genero genre', 'segmento segment', 'agrupacion grupo group', 'ubicacion location place lugar', 'devolucion return devuelto returned',
  'vendido sold', 'venta sale', 'evento event', 'duracion duration length', 'metodo method forma way', 'descuento discount', 'impuesto tax', 'comentario comment review resena', 'calificado rating valoracion', 'maleta bag luggage equipaje suitcase', 'cabina cabin',
  'elevacion elevation', 'beca scholarship', 'concepto concept', 'mensaje message', 'region zone zona', 'linea line', 'ruta route', 'codigo code', 'descripcion description', 'motivo reason', 'fundado founded foundation', 'birthdate nacimiento', 'hiredate contratacion contrato', 'puesto position job cargo',
  'contrato contract', 'hijo child children', 'escuela school', 'hospital', 'biblioteca library', 'proyector projector', 'hogar home', 'abierto open', 'cerrado closed', 'masculino male hombre man men varon', 'femenino female mujer woman women',
  'entregado delivered', 'cancelado cancelled canceled anulado', 'pendiente pending', 'pagado paid', 'activo active', 'completado completed finalizado', 'programado scheduled', 'enviado shipped', 'devuelto returned refunded', 'atendido attended',
  'desviado diverted', 'retrasado delayed', 'aterrizado landed', 'efectivo cash', 'transferencia transfer', 'aprobado approved passed', 'reprobado failed', 'retirado withdrawn', 'descontinuado discontinued', 'internacional international',
  'frecuente frequent', 'mensual monthly', 'anual yearly annual', 'rock', 'primera first', 'ejecutiva business', 'economica economy', 'nuevo new', 'usado used', 'prescrito prescribed recetado prescribe recetar', 'matriculado enrolled inscrito',
  'huesped guest invitado', 'permiso leave vacacion vacaciones vacation', 'solicitud request application peticion', 'socio member miembro afiliado', 'multa fine penalty sancion', 'ejemplar copy copia', 'noche night', 'planta floor piso', 'canal channel', 'asignacion assignment', 'prioridad priority', 'entrenador trainer coach', 'asistencia attendance', 'agente agent', 'etiqueta tag label', 'respuesta reply response', 'laboratorio laboratory lab', 'detalle detail', 'vencimiento expiration expiry', 'lote batch', 'membresia membership', 'resuelto resolved solved', 'urgente urgent', 'rol role', 'piscina pool', 'estrella star', 'check checkin llegada arrival', 'salida departure checkout', 'idioma lengua', 'genero genre', 'pagina page', 'ano year', 'gimnasio gym', 'actividad activity', 'horario schedule', 'capacidad cupo', 'marca brand', 'modelo model', 'talla size', 'garantia warranty', 'contacto contact', 'campana campaign', 'sitio site web', 'visita visit', 'examen exam test', 'carrera degree major', 'facultad faculty', 'semestre semester term', 'granja farm', 'cultivo crop', 'cosecha harvest', 'barco ship boat', 'puerto port', 'tren train', 'estacion station', 'viaje trip travel journey', 'conductor driver chofer', 'kilometraje mileage millaje', 'combustible fuel gasolina', 'taller workshop', 'reparacion repair', 'pieza part', 'obra work artwork', 'museo museum', 'exposicion exhibition', 'sala room hall', 'funcion showing screening', 'banda band', 'cancion song track', 'torneo tournament', 'arbitro referee', 'entrenamiento training', 'medalla medal', 'dosis dose', 'alergia allergy', 'diagnostico diagnosis', 'tratamiento treatment', 'cirugia surgery', 'enfermera nurse', 'cama bed', 'sangre blood', 'poliza policy', 'siniestro claim', 'prima premium', 'cuota installment fee', 'interes interest', 'tasa rate', 'moneda currency', 'transaccion transaction', 'cajero atm teller', 'abogado lawyer', 'caso case', 'juez judge', 'voto vote', 'candidato candidate', 'eleccion election', 'barrio neighborhood', 'propiedad property', 'inquilino tenant', 'alquiler rent rental', 'dormitorio bedroom', 'bano bathroom', 'metro meter',
  'tamano size area superficie extension hectarea', 'vacante vacancy job position opening puesto', 'postulacion postulante application applicant', 'escuchado played streamed stream reproduccion', 'supervisor jefe manager', 'obra proyecto project', 'cafe coffee', 'arroz rice', 'maiz corn', 'cliente customer client dueno owner propietario', 'cliente customer client account cuenta', 'cliente huesped guest', 'cliente asegurado policyholder', 'veterinario vet', 'miembro socio', 'trabajador empleado', 'deposito depot', 'membresia socio member membership', 'encargado manager gerente', 'ejecutivo executive', 'vigente active activo', 'exitoso successful succeeded', 'inauguracion opening opened', 'borrador draft', 'incobrable uncollectible', 'salida outbound', 'entrada inbound', 'seguridad safety security', 'estadio stadium arena', 'asistencia attendance crowd concurrencia publico', 'plantilla squad', 'entrenador manager', 'capitan captain', 'delantero forward striker', 'portero goalkeeper keeper', 'defensa defender', 'centrocampista midfielder', 'liga league', 'patrocinador sponsor', 'lesion injury', 'lesionado injured', 'autogol own goal',
  'techo roof', 'estacionamiento parking aparcamiento parqueo', 'mercado market', 'catalogo catalog catalogue', 'promocion promotion', 'ascenso promotion', 'bonificacion bono bonus', 'comision commission', 'nomina payroll', 'margen margin', 'ganancia profit utilidad', 'perdida loss', 'deuda debt', 'reembolso refund', 'anticipo advance deposit',
  'nacimiento birth', 'fallecimiento muerte death died deceased fallecido murio', 'matrimonio marriage', 'soltero single', 'casado married', 'peso weight', 'estatura height', 'vacuna vaccine vaccination shot', 'raza breed', 'especie species', 'perro dog', 'gato cat', 'ave pajaro bird', 'conejo rabbit', 'caballo horse', 'adopcion adoption', 'adoptante adopter', 'refugio shelter',
  'voluntario volunteer', 'donacion donation', 'donante donor', 'chofer driver', 'flota fleet', 'camion truck', 'furgoneta camioneta van', 'motocicleta moto motorcycle', 'placa matricula plate', 'mantenimiento maintenance', 'litro liter litre', 'kilo kg kilogramo kilogram', 'libra pound lb', 'galon gallon', 'gasto expense expenditure', 'peaje toll', 'multa ticket', 'accidente accident crash', 'averia breakdown', 'bodega almacen warehouse deposito', 'movimiento movement', 'existencia stock', 'caducidad expiry expiration vencimiento', 'unidad unit', 'caja box', 'paquete package parcel', 'pallet tarima', 'bulto package',
  'plato platillo dish', 'bebida drink beverage', 'postre dessert', 'mesa table', 'mesero camarero waiter server mozo', 'cocinero chef cook', 'cocina kitchen cuisine', 'ingrediente ingredient', 'menu carta', 'propina tip', 'comensal guest diner', 'terraza terrace patio', 'reclamo reclamacion claim siniestro', 'asegurado insured', 'cobertura coverage', 'deducible deductible', 'indemnizacion payout settlement', 'ajustador adjuster', 'corredor broker', 'renovacion renewal', 'plan', 'suscripcion subscription', 'suscriptor subscriber abonado', 'llamada call', 'torre antena tower', 'minuto minute', 'dato data',
  'funcion screening show session', 'pantalla screen', 'director', 'actor', 'actriz actress', 'reparto cast', 'estreno premiere release', 'taquilla box', 'butaca seat', 'clasificacion rating', 'cancion track song pista', 'album disco', 'sello label', 'regalia royalty', 'reproduccion stream play', 'oyente listener', 'gira tour', 'genero genre', 'finca farm hacienda', 'parcela lote plot parcel', 'cultivo crop', 'cosecha harvest yield', 'rendimiento yield performance', 'hectarea hectare', 'superficie extension area', 'suelo soil', 'riego irrigation', 'semilla seed', 'fertilizante fertilizer abono', 'plaga pest', 'insumo input supply', 'jornal wage daily',
  'trabajador worker laborer obrero', 'obra site construction', 'material', 'maquina machine', 'maquinaria machinery equipment', 'contratista contractor', 'ingeniero engineer', 'arquitecto architect', 'albanil mason bricklayer', 'electricista electrician', 'plomero fontanero plumber', 'avance progress', 'candidato applicant candidate', 'postulacion application solicitud', 'entrevista interview', 'oferta offer', 'vacante vacancy opening', 'reclutador recruiter', 'contratado hired', 'rechazado rejected denied declined', 'aceptado accepted', 'retirado withdrawn', 'programado scheduled agendado', 'experiencia experience', 'habilidad skill', 'industria industry sector', 'remoto remote',
  'aduana customs', 'importador importer', 'exportador exporter', 'declaracion declaration', 'arancel tariff duty', 'mercancia merchandise goods', 'inspeccion inspection', 'inspector', 'contenedor container', 'puesto post', 'frontera border', 'permiso permit license licencia', 'carga cargo load freight', 'ferreteria hardware', 'herramienta tool', 'pintura paint painting', 'tornillo screw', 'madera wood lumber', 'cemento cement',
  'departamento area unit', 'carrera program programme', 'catedratico professor', 'aprobado passed approved', 'reprobado failed', 'promedio gpa', 'periodo term period', 'cupo seats quota', 'tutor advisor', 'tesis thesis', 'investigacion research', 'laboratorio lab', 'examen quiz', 'tarea homework assignment', 'becado scholarship', 'graduado graduate', 'ausencia absence', 'presente present', 'ausente absent', 'retardo tardanza lateness', 'padre father', 'madre mother', 'hermano brother', 'esposo husband', 'esposa wife',
  'administrador admin administrator', 'gratis gratuito free', 'prueba trial test', 'anual yearly annual', 'mensual monthly', 'semanal weekly', 'diario daily', 'activo active', 'inactivo inactive', 'suspendido suspended', 'cancelado cancelled canceled anulado', 'pendiente pending outstanding unpaid', 'pagado paid settled', 'vencido overdue expired', 'completado completed finalizado finished terminado done concluido', 'proceso progress ongoing', 'enviado shipped sent', 'entregado delivered', 'recibido received', 'devuelto returned', 'perdido lost', 'danado damaged defectuoso defective', 'nuevo new', 'usado used', 'bueno good', 'malo bad', 'alto high', 'medio medium', 'bajo low', 'grave severe serious', 'leve mild minor', 'critico critical', 'rojo red', 'azul blue', 'verde green', 'negro black', 'blanco white', 'gris gray grey', 'amarillo yellow',
  'efectivo cash', 'transferencia transfer wire', 'cheque check', 'credito credit', 'debito debit', 'lunes monday', 'martes tuesday', 'miercoles wednesday', 'jueves thursday', 'viernes friday', 'sabado saturday', 'domingo sunday', 'ingles english', 'espanol spanish castellano', 'frances french', 'aleman german', 'italiano italian', 'portugues portuguese', 'chino chinese', 'japones japanese',
  'inicio start begin beginning started inicial comienzo', 'fin end final ended finish finalizacion termino terminacion conclusion', 'apertura opening opened inauguracion', 'cierre closing closed closure', 'ingreso admission admitted', 'egreso alta discharge discharged', 'contratacion hired hiring', 'registro registration signup registered', 'alta signup registration joined', 'baja leaving cancellation', 'creacion creation created', 'emision issue issued', 'vencimiento due expires', 'pago paid', 'compra bought purchased acquired adquisicion acquisition', 'lanzamiento release launch released', 'publicacion publication published', 'resolucion resolved', 'llegada arrived', 'nacimiento born', 'instalacion installation installed', 'aplicacion applied', 'firma signed signing signature', 'rescate rescue intake rescued',
  'nivel level', 'asunto subject title', 'puntuacion score rating satisfaccion satisfaction valoracion', 'empresa company organization compania', 'punto point', 'venta sale compra purchase', 'tarifa rate', 'fabricante laboratorio', 'tamano size', 'resolucion resolution', 'version', 'origen', 'dominio domain',
  'mayorista wholesale wholesaler', 'detallista minorista retail retailer', 'juguete toy', 'ropa clothing clothes', 'deporte sport', 'electronica electronics', 'hogar home', 'noche evening nocturno night', 'manana morning matutino', 'tarde afternoon vespertino'
]

/** Parts of identifiers that stand for longer words. */
const abbreviations: Record<string, string> = {
  fec: 'fecha',
  fch: 'fecha',
  nac: 'nacimiento',
  cod: 'codigo',
  num: 'numero',
  nro: 'numero',
  cant: 'cantidad',
  desc: 'descripcion',
  dept: 'departamento',
  dpto: 'departamento',
  depto: 'departamento',
  deptos: 'departamentos',
  qty: 'quantity',
  amt: 'amount',
  addr: 'address',
  emp: 'employee',
  cust: 'customer',
  prod: 'product',
  cat: 'category',
  est: 'estado',
  mat: 'matricula',
  men: 'mensual',
  presup: 'presupuesto',
  nom: 'nombre',
  tel: 'telefono',
  cap: 'capacidad',
  dir: 'direccion',
  prov: 'proveedor',
  cli: 'cliente',
  art: 'articulo',
  vta: 'venta',
  vtas: 'ventas',
  imp: 'importe',
  mto: 'monto',
  pct: 'porcentaje',
  avg: 'promedio',
  min: 'minimo',
  max: 'maximo',
  yr: 'year',
  dob: 'birthdate',
  lname: 'surname',
  fname: 'firstname',
  mgr: 'manager',
  loc: 'location',
  acct: 'account',
  trx: 'transaction',
  ft: 'feet',
  ha: 'hectareas',
  kg: 'kilos',
  usd: 'dollars',
  lb: 'pounds',
  km: 'kilometers',
  lps: 'lempiras',
  qq: 'quintales'
}

/** Said in several words, meant as one. */
const phrases: [pattern: RegExp, word: string][] = [
  [/\b(last|family) names?\b|\bsurnames?\b|\bapellidos?\b/g, 'surname'],
  [/\b(full|complete) names?\b|\bnombres? completos?\b/g, 'fullname'],
  [/\b(dates? of birth|birth ?dates?|birthdays?|fechas? (de )?nacimiento|cumpleanos)\b/g, 'birthdate'],
  [/\b(e ?mails?( address(es)?)?|correos?( electronicos?| e\b)?)\b/g, 'email'],
  [/\b(phone numbers?|numeros? de telefono)\b/g, 'telefono'],
  [/\b(hire dates?|hiring dates?|fechas? (de )?(contratacion|contrato))\b/g, 'hiredate'],
  [/\b(blood types?|tipos? (de )?sangre)\b/g, 'bloodtype'],
  [/\b(unit prices?|precios? unitarios?)\b/g, 'precio'],
  [/\binactiv[oae]s?\b/g, 'no activo'],
  [/\b(?:unpaid|impagad?[oa]s?)\b/g, 'no pagado'],
  [/\bun(available|paid|verified|insured|resolved|assigned|approved|published|read|sold|used|vaccinated|neutered|confirmed|subscribed|answered|sterilized|delivered|shipped|finished|completed)\b/g, 'not $1'],
  [/\bheadcount\b/g, 'number of people'],
  [/\b(per|an|por|la|each) (hour|hora)\b/g, 'hourly'],
  [/\b(first|given) names?\b|\bnombres? de pila\b/g, 'firstname']
]

const glossaryFile = record(Type.Array(Type.String()))

/** What words mean, so that two of them can be told to mean the same. */
export interface Glossary {
  /** The keys of a word: its stems and the things that it is a word for. Two words mean the same where they share one. */
  keysOf (word: string): Set<string>
  /** A text with what is said in several words put into one, and an identifier's abbreviations written out. */
  rewrite (text: string, isIdentifier?: boolean): string
  /** Whether it is a word that is known at all. */
  knows (word: string): boolean
  /** Every word of it. */
  words: string[]
}

/** The built-in glossary with what a file adds: JSON, each key a word and its value a list of others for the same. Throws an Error for another form. */
export function createGlossary (file: string | null): Glossary {
  const added = file === null ? {} : Parse(glossaryFile, JSON.parse(readFileSync(file, 'utf8')))
  const groups = [...synonyms.map((group) => group.split(' ')), ...Object.entries(added).map(([word, others]) => [word, ...others])]
  const concepts = new Map<string, string[]>()
  for (const [place, group] of groups.entries()) {
    for (const word of group) for (const stem of formsOf(word)) concepts.set(stem, [...concepts.get(stem) ?? [], `#${place}`])
  }
  const known = new Map<string, Set<string>>()
  return {
    keysOf (word) {
      const folded = fold(word)
      const before = known.get(folded)
      if (before !== undefined) return before
      const stems = stemsOf(folded)
      const keys = new Set([folded, `p:${folded.replace(/(?:es|s)$/, '')}`, ...stems, ...stems.flatMap((stem) => concepts.get(stem) ?? [])])
      if (known.size < 20_000) known.set(folded, keys)
      return keys
    },
    rewrite (text, isIdentifier = false) {
      const words = isIdentifier ? text.split(' ').map((word) => abbreviations[word] ?? word).join(' ') : text
      return phrases.reduce((rewritten, [pattern, word]) => rewritten.replaceAll(pattern, word), words)
    },
    words: groups.flat(),
    knows: (word) => stemsOf(word).some((stem) => concepts.has(stem))
  }
}

/** The stems of a word and of its plural, which the stemmers do not always make the same; none that has lost more than the ending. */
function formsOf (word: string): string[] {
  return [...new Set([...stemsOf(word), ...stemsOf(`${word}s`), ...stemsOf(`${word}es`)])].filter((stem, place) => place < 2 || stem.length - 3 >= word.length - 2)
}

export function shareKey (a: Set<string>, b: Set<string>): boolean {
  for (const key of a) if (b.has(key)) return true
  return false
}
