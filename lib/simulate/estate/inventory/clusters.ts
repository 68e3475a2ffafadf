import { parseTable } from '../table.ts'

/**
 * MSK clusters. `cpu` is percent of the vCPU of all brokers at the busiest ordinary hour, `sto` percent of the disks
 * used at the anchor, `part` partitions of a broker, `net` percent of a broker's network. Options: `../resource.ts`,
 * `../workload.ts`, `hot=BROKER:PERCENT` (one broker's CPU at that hour; the mean stays), `grow` (% a year of what is
 * stored), `grown=OLD_GIB@DAYS`, `iam` (connections of a broker under IAM access control).
 */
export const clusterRows = parseTable(`
name            place       team           tier  type               brokers  gib   cpu  sto  part  net  rhythm  trend
events-kafka    data/use1   data-platform  1     kafka.m7g.xlarge   6        2000  45   58   720   38   global  +18%   hot=4:78
orders-kafka    shop/use1   checkout       1     kafka.m5.large     3        500   37   46   410   29   retail  +11%   bf iam=640 grown=300@-150
notify-kafka    shop/use1   messaging      2     kafka.m7g.large    3        200   31   52   930   21   global  +14%   grow=10
metrics-kafka   shop/use1   platform       3     kafka.m5.2xlarge   3        1000  8    24   260   6    office  flat
growth-express  shop/use1   growth         2     express.m7g.large  3        -     33   -    340   -    retail  +9%
staging-msk     stage/use1  data-platform  np    kafka.t3.small     2        50    6    18   60    3    office  flat
`)
