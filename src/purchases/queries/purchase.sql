-- Every change of a purchase, the first one first. 'acme' stands for its tenant; the parameter is its id.
SELECT "$path" AS object
FROM compras_json
WHERE tenant_id IN ('acme') AND compra_id = ?
ORDER BY metadata.approximate_creation_time, length(metadata.sequence_number), metadata.sequence_number
LIMIT 1000
