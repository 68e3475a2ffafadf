import { parseTable } from '../table.ts'

/**
 * Aurora clusters of provisioned instances. `cpu` and `conn` are percent of the writer's vCPU and max_connections at the
 * busiest ordinary hour, `mem` percent of memory used, `gib` the volume and `io` its million requests in an average
 * month. Options: `iopt` I/O-Optimized, `readers` the share of the writer's load that a reader carries, `vgrow` growth
 * of the volume in percent a year, `version`, `scale` (readers by their CPU, `../scalable-target.ts`).
 */
export const auroraRows = parseTable(`
name             place      team        tier  class           engine    members  gib   cpu  mem  conn  io    rhythm   trend
profile-aurora   shop/use1  identity    1     db.r6g.2xlarge  postgres  3        900   47   64   36    780   global   +14%   version=15.8 readers=0.7 scale=2:6:60
loyalty-aurora   shop/use1  growth      2     db.r6g.2xlarge  mysql     2        3000  31   62   22    579   retail   +4%    iopt readers=0.4
audit-aurora     shop/use1  payments    2     db.r6g.xlarge   postgres  2        1200  52   63   25    4200  always   +6%    vgrow=35
labels-aurora    data/use1  ml-serving  3     db.r6g.4xlarge  postgres  2        350   7    34   5     40    office   flat   version=13.14
staging-aurora   stage/use1 checkout    np    db.t3.medium    mysql     1        60    14   72   12    6     office   flat
`)

/**
 * Aurora Serverless v2. `acu` is what the load needs at the busiest ordinary hour, also above `max`, where it is cut
 * off; the other columns as above.
 */
export const serverlessRows = parseTable(`
name                  place      team           tier  engine    members  min  max  acu  gib  io   rhythm   trend
tenant-portal-aurora  shop/use1  messaging      2     postgres  1        2    16   22   400  310  office   +12%
reports-aurora        data/use1  data-platform  3     postgres  1        0.5  32   9    700  420  nightly  flat
preview-aurora        stage/euw1 identity       np    mysql     1        0.5  8    2.5  20   3    office   flat
`)
