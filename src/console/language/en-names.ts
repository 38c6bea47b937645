/** What fields of the API's answers are called. */
export const salesNames = {
  dimensions: {
    department: 'Department',
    municipality: 'Municipality',
    agency: 'Agency',
    seller: 'Seller',
    client_type: 'Client type',
    item: 'Item',
    grouping: 'Item group',
    year: 'Year',
    period: 'Month',
    company: 'Company',
    client: 'Client',
    route: 'Route'
  },
  measures: {
    lempiras_sold: 'Lempiras sold',
    lines: 'Lines',
    clients: 'Clients',
    quintals_sold: 'Quintals sold',
    units_sold: 'Units sold',
    lempiras_returned: 'Lempiras returned'
  },
  columns: {
    FECHA: 'Date',
    FACTURA: 'Invoice',
    NOMBRE_DEL_CLIENTE: 'Client',
    NOMBRE_DEL_ARTICULO: 'Item',
    CODIGO_DE_AGENCIA: 'Agency',
    DEPARTAMENTO: 'Department',
    MUNICIPIO: 'Municipality',
    VOLUMEN_VENTA: 'Volume',
    LEMPIRAS_VENDIDAS: 'Lempiras'
  }
}

export const concertNames = {
  types: {
    stadium: 'stadium',
    arena: 'arena',
    theater: 'theater',
    amphitheater: 'amphitheater',
    club: 'club',
    outdoor: 'outdoor'
  },
  feature_names: {
    artist_popularity: 'Artist: popularity',
    artist_avg_attendance: 'Artist: usual attendance',
    artist_total_concerts: 'Artist: concerts so far',
    artist_avg_revenue: 'Artist: usual revenue',
    genre_popularity: 'Genre: popularity',
    venue_capacity: 'Venue: capacity',
    venue_attendance_rate: 'Venue: attendance',
    venue_popularity_rank: 'Venue: rank',
    venue_type_code: 'Venue: kind',
    location_popularity: 'Place: attendance',
    pair_avg_attendance: 'Artist at this venue: usual attendance',
    pair_max_attendance: 'Artist at this venue: best attendance',
    similar_avg_attendance: 'Like concerts: usual attendance',
    days_until_event: 'Days until then',
    is_weekend: 'Weekend',
    month: 'Month',
    season: 'Season',
    price_avg: 'Price',
    price_range: 'Price: span of tiers',
    price_low: 'Price: cheapest tier',
    price_high: 'Price: dearest tier'
  }
}
