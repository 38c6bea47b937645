-- The latest thousand changes of a purchase, the last one first. 'acme' stands for its tenant; the parameter is its id.
SELECT "$path" AS object
FROM compras_json
WHERE tenant_id IN ('acme') AND compra_id = ?
ORDER BY metadata.approximate_creation_time DESC, length(metadata.sequence_number) DESC, metadata.sequence_number DESC
LIMIT 1001
