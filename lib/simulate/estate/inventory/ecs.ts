import { parseTable } from '../table.ts'

/**
 * ECS services. At the busiest ordinary hour `now` tasks of `vcpu` and `gib` run at `cpu` and `mem` percent of what they
 * reserve; `launch` is `fargate`, `fargate-arm` or the capacity provider. With equal `min` and `max` the count stays.
 * Options: `../resource.ts`, `../workload.ts`; `insights` for a cluster with Container Insights.
 */
export const ecsServiceRows = parseTable(`
name                 place      team           tier  cluster     launch         vcpu  gib  min  max  now  cpu  mem  rhythm   trend
tax-quote-svc        shop/use1  checkout       1     shop-core   fargate        1     2    4    40   10   52   58   retail   +12%  insights
receipt-render-svc   shop/use1  checkout       3     shop-core   fargate        0.25  0.5  4    4    4    118  71   office   +20%
fraud-features-svc   shop/use1  payments       1     shop-core   fargate-arm    2     8    3    24   8    47   44   global   +16%
partner-feed-svc     shop/use1  catalog        3     shop-core   fargate        4     16   3    3    3    9    14   nightly  flat
catalog-read-svc     shop/use1  catalog        1     shop-nodes  shop-nodes-cp  1     3    12   60   34   55   63   retail   +14%
cart-events-svc      shop/use1  checkout       2     shop-nodes  shop-nodes-cp  0.5   2    6    30   14   49   52   retail   +9%
ingest-worker-svc    data/use1  data-platform  2     data-jobs   data-jobs-cp   2     6    8    48   26   62   57   nightly  +22%
schema-registry-svc  data/use1  data-platform  3     data-jobs   fargate        0.5   1    2    2    2    21   66   always   flat
`)

/**
 * Capacity providers. Their demand is what the services above reserve on them; managed scaling keeps the reservation
 * under `target` percent. Option `cpupolicy=50`: somebody put a policy on CPU on the managed group too.
 */
export const ecsProviderRows = parseTable(`
name           place      team           tier  cluster     type         min  max  target
shop-nodes-cp  shop/use1  platform       1     shop-nodes  m7a.2xlarge  3    16   90      cpupolicy=50
data-jobs-cp   data/use1  data-platform  2     data-jobs   m7g.2xlarge  2    14   100
`)
