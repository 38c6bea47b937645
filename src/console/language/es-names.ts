/** What fields of the API's answers are called. */
export const salesNames = {
  dimensions: {
    department: 'Departamento',
    municipality: 'Municipio',
    agency: 'Agencia',
    seller: 'Vendedor',
    client_type: 'Tipo de cliente',
    item: 'Artículo',
    grouping: 'Agrupación',
    year: 'Año',
    period: 'Mes',
    company: 'Compañía',
    client: 'Cliente',
    route: 'Ruta'
  },
  measures: {
    lempiras_sold: 'Lempiras vendidas',
    lines: 'Líneas',
    clients: 'Clientes',
    quintals_sold: 'Quintales vendidos',
    units_sold: 'Unidades vendidas',
    lempiras_returned: 'Lempiras devueltas'
  },
  columns: {
    FECHA: 'Fecha',
    FACTURA: 'Factura',
    NOMBRE_DEL_CLIENTE: 'Cliente',
    NOMBRE_DEL_ARTICULO: 'Artículo',
    CODIGO_DE_AGENCIA: 'Agencia',
    DEPARTAMENTO: 'Departamento',
    MUNICIPIO: 'Municipio',
    VOLUMEN_VENTA: 'Volumen',
    LEMPIRAS_VENDIDAS: 'Lempiras'
  }
}

export const concertNames = {
  types: {
    stadium: 'estadio',
    arena: 'arena',
    theater: 'teatro',
    amphitheater: 'anfiteatro',
    club: 'club',
    outdoor: 'al aire libre'
  },
  feature_names: {
    artist_popularity: 'Artista: popularidad',
    artist_avg_attendance: 'Artista: asistencia habitual',
    artist_total_concerts: 'Artista: conciertos hasta hoy',
    artist_avg_revenue: 'Artista: ingresos habituales',
    genre_popularity: 'Género: popularidad',
    venue_capacity: 'Recinto: aforo',
    venue_attendance_rate: 'Recinto: ocupación',
    venue_popularity_rank: 'Recinto: puesto',
    venue_type_code: 'Recinto: clase',
    location_popularity: 'Lugar: ocupación',
    pair_avg_attendance: 'Artista en este recinto: asistencia habitual',
    pair_max_attendance: 'Artista en este recinto: mejor asistencia',
    similar_avg_attendance: 'Conciertos parecidos: asistencia habitual',
    days_until_event: 'Días que faltan',
    is_weekend: 'Fin de semana',
    month: 'Mes',
    season: 'Estación',
    price_avg: 'Precio',
    price_range: 'Precio: diferencia entre boletos',
    price_low: 'Precio: boleto más barato',
    price_high: 'Precio: boleto más caro'
  }
}
