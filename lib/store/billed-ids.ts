/**
 * Ids under which what inventory knows is billed: ARN, the service's own id, and those of members. Cache nodes are
 * billed under the ARN of their cluster, whatever group it is in.
 */
export const knownIds = `SELECT id AS resource, account_id, arn AS name FROM resource
  UNION SELECT id, account_id, native_id FROM resource
  UNION SELECT r.id, r.account_id, s.member FROM series s JOIN resource r ON r.id = s.resource_id WHERE s.member <> ''
  UNION SELECT r.id, r.account_id,
    regexp_replace(r.arn, ':(replicationgroup|cluster):.*$', ':cluster:' || split_part(s.member, '/', 1))
  FROM series s JOIN resource r ON r.id = s.resource_id WHERE r.resource_class = 'elasticache-group'`

/** Usage by resource as last observed in the window, by the source that knows it best for each account and day. */
export const resourceDays = `SELECT * FROM (
    SELECT l.*, rank() OVER (PARTITION BY day, account_id
      ORDER BY array_position(ARRAY['cur', 'focus', 'cost-explorer'], source)) AS place
    FROM (
      SELECT DISTINCT ON (day, account_id, service, usage_type, resource_id, team, record_type, source) *
      FROM cost_resource_day WHERE day >= $1::date AND day < $2::date AND record_type NOT IN ('Credit', 'Refund', 'Tax')
      ORDER BY day, account_id, service, usage_type, resource_id, team, record_type, source, observed_day DESC
    ) l
  ) ranked WHERE place = 1 AND usd <> 0`
