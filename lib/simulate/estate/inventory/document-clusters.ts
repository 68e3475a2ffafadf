import { parseTable } from '../table.ts'

/** DocumentDB clusters; the columns as in `aurora-clusters.ts`. */
export const documentdbRows = parseTable(`
name           place      team      tier  class          members  gib   cpu  mem  io   rhythm  trend
catalog-docdb  shop/use1  catalog   2     db.r5.xlarge   3        420   44   70   260  retail  +9%
consent-docdb  shop/euw1  identity  3     db.t3.medium   1        30    18   66   8    office  flat
`)

/** Redshift clusters: `cpu` and `disk` in percent at the busiest hour and at the anchor, `conn` connections. */
export const redshiftRows = parseTable(`
name              place      team           tier  class        nodes  cpu  disk  conn  rhythm   trend
bi-redshift       data/use1  data-platform  2     ra3.4xlarge  4      48   38    90    office   +12%  vgrow=30
finance-redshift  shop/use1  payments       3     dc2.large    2      41   82    14    nightly  flat  vgrow=25
`)
