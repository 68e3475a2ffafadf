import { parseTable } from '../table.ts'

/**
 * OpenSearch Service domains. `cpu` and `heap` are percent at the busiest ordinary hour, `sto` percent of the usable
 * storage at the anchor over all nodes, `gib` the volume of each node (`-` = t3, 20 GiB). Options: `../resource.ts`,
 * `../workload.ts`, `skew` (fullest node over the mean), `grow` (% a year of what is stored), `masters`, `knn`
 * (percent of the graph memory), `changed` (days since nodes or volumes were changed).
 */
export const domainRows = parseTable(`
name                place       team           tier  type                nodes  gib   cpu  heap  sto  shards  rhythm   trend
product-search      shop/use1   search         1     r6g.2xlarge.search  6      512   47   61    52   640     retail   +15%   masters=m6g.large.search bf
product-search-euw1 shop/euw1   search         1     r6g.xlarge.search   3      256   44   58    49   310     retail   +9%    masters=m6g.large.search
app-logs            shop/use1   platform       2     m6g.xlarge.search   3      1024  38   57    63   390     global   +10%   skew=1.38 grow=30
security-audit      shop/use1   identity       2     r6g.large.search    3      512   12   34    41   120     always   flat   grow=8
recsys-vectors      shop/use1   ml-serving     2     r6g.4xlarge.search  3      200   41   52    33   90      retail   +12%   knn=71 knntrend=+60%
clickstream-index   data/use1   data-platform  2     m7g.2xlarge.search  4      1500  9    31    47   260     office   -6%    grow=5
staging-search-aos  stage/use1  search         np    t3.medium.search    1      -     8    39    22   20      office   flat
`)
