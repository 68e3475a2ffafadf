import { keyValueStories } from './key-value-stories.ts'

/** A thing that happened in the estate, and what Headroom should say about it. */
export type Story = {
  readonly id: string
  /** Names of the resources it is about. */
  readonly resources: readonly string[]
  /** What Headroom should say, in a sentence. */
  readonly sentence: string
  /** Days from the anchor: negative is the past; `to` absent = goes on. Black Friday follows the calendar. */
  readonly when: { readonly fromDays: number; readonly toDays?: number } | 'black-friday'
}

/** Every story of the simulated estate; `tests/simulate/estate/stories.test.ts` finds each in the truth. */
export const stories: readonly Story[] = [
  {
    id: 'black-friday',
    resources: [
      'orders-primary',
      'orders-replica-1',
      'cart-mysql',
      'legacy-monolith',
      'checkout-api-asg',
      'cart-api-asg',
    ],
    sentence:
      'Black Friday last year was 2.6 times an ordinary Friday; a size that fits the last two months does not fit it.',
    when: 'black-friday',
  },
  {
    id: 'fleet-growth',
    resources: ['search-api-asg'],
    sentence:
      'CPU has been flat at 40 % while the group grew from 30 to 58 members: it reaches its maximum of 64 within a few months.',
    when: { fromDays: -455 },
  },
  {
    id: 'tenant-step',
    resources: ['tenant-hub-mysql'],
    sentence: 'Demand stepped up by 60 % forty days ago and stayed: only the time since the step counts.',
    when: { fromDays: -40 },
  },
  {
    id: 's-curve',
    resources: ['ranker-cpu-asg'],
    sentence: 'The roll-out that more than doubled demand is over: growth has levelled off.',
    when: { fromDays: -120, toDays: -30 },
  },
  {
    id: 'decay',
    resources: ['web-analytics', 'referral-mysql'],
    sentence: 'Demand halves every ten months: a smaller size is enough and stays enough.',
    when: { fromDays: -455 },
  },
  {
    id: 'month-end',
    resources: ['settlement-batch', 'billing-mysql', 'reconcile-asg', 'batch-asg'],
    sentence: 'The peak is the turn of the month, at 1.9 times the ordinary day.',
    when: { fromDays: -455 },
  },
  {
    id: 'memory-leak',
    resources: ['cdc-connector', 'chat-presence'],
    sentence: 'Memory climbs all week and falls with the restart on Sunday: a leak, not growth.',
    when: { fromDays: -455 },
  },
  {
    id: 'retention-job',
    resources: ['audit-pg'],
    sentence: 'Storage has grown half as fast since fifty days ago.',
    when: { fromDays: -50 },
  },
  {
    id: 'starved-burstable',
    resources: ['mail-merge'],
    sentence: 'CPU is held at the baseline of 30 % with no credits left: the need is above what is measured.',
    when: { fromDays: -55 },
  },
  {
    id: 'page-cache',
    resources: ['metrics-store-pg'],
    sentence: 'Little memory is free, yet nothing is swapped: the page cache fills whatever it is given.',
    when: { fromDays: -455 },
  },
  {
    id: 'release',
    resources: ['fraud-scoring', 'risk-rules-asg'],
    sentence: 'CPU per request rose by 22 % with the release twelve days ago.',
    when: { fromDays: -12 },
  },
  {
    id: 'zone-loss',
    resources: ['prod-web-asg'],
    sentence:
      'One of three zones was lost for twenty minutes; the other two carried the load at 1.5 times the CPU.',
    when: { fromDays: -9, toDays: -9 },
  },
  {
    id: 'commitment-expiry',
    resources: [],
    sentence: 'EC2 cost of shop-production rose by a third with no more usage: a commitment expired.',
    when: { fromDays: -38 },
  },
  {
    id: 'gap',
    resources: ['kafka-broker-3'],
    sentence: 'Four days have no data; they are shown as a gap and not as zero.',
    when: { fromDays: -210, toDays: -206 },
  },
  {
    id: 'stopped-for-weeks',
    resources: ['synonym-tools'],
    sentence: 'Forty of the last ninety days have no data: too little for a recommendation.',
    when: { fromDays: -62, toDays: -22 },
  },
  {
    id: 'silence',
    resources: ['geo-lookup'],
    sentence: 'No metrics for twenty days: no recommendation until they return.',
    when: { fromDays: -20 },
  },
  {
    id: 'retag',
    resources: ['dbt-runner', 'proxy-egress-asg'],
    sentence: 'The resource moved to another team; its earlier cost stays with the earlier one.',
    when: { fromDays: -95, toDays: -45 },
  },
  {
    id: 'replacement',
    resources: ['push-relay-2', 'grafana'],
    sentence:
      'The instance was replaced under the same name; its history before that belongs to the old one.',
    when: { fromDays: -70, toDays: -31 },
  },
  {
    id: 'resize',
    resources: ['index-builder', 'ci-meta-pg'],
    sentence: 'Utilization halved with the resize and demand went on as before.',
    when: { fromDays: -160, toDays: -115 },
  },
  {
    id: 'scale-out',
    resources: ['catalog-replica-2'],
    sentence: 'The second replica took over half of the reads 25 days ago: too young for a smaller size.',
    when: { fromDays: -25 },
  },
  {
    id: 'disaster-recovery',
    resources: ['orders-primary-dr', 'payments-ledger-dr', 'identity-pg-dr'],
    sentence: 'Tagged as disaster recovery: quiet, and not idle.',
    when: { fromDays: -455 },
  },
  {
    id: 'young',
    resources: ['price-engine-v2', 'shadow-ranker-asg', 'loyalty-api-asg', 'wishlist-pg'],
    sentence: 'Five days are too few for a recommendation; nine are too few for a smaller size.',
    when: { fromDays: -9 },
  },
  {
    id: 'storage-fills',
    resources: ['orders-primary', 'etl-warehouse-pg', 'payments-ledger-pg', 'payments-audit-pg'],
    sentence: 'Storage runs out within 90 days.',
    when: { fromDays: -455 },
  },
  {
    id: 'connections-grow',
    resources: ['identity-pg', 'loyalty-pg'],
    sentence: 'Connections grow faster than the CPU and reach max_connections first.',
    when: { fromDays: -455 },
  },
  {
    id: 'gpu-pool-fills',
    resources: ['ml-h100-use1'],
    sentence: '83 % of the GPUs are held and the share grows: the pool is full before more can be delivered.',
    when: { fromDays: -455 },
  },
  {
    id: 'addresses',
    resources: ['checkout-api-asg'],
    sentence:
      'The subnet checkout-nodes-use1a has 3 of 123 addresses left and 14 more go every month: the next scale-out of the fleet stops there.',
    when: { fromDays: -250 },
  },
  {
    id: 'hot-broker',
    resources: ['events-kafka'],
    sentence:
      'One of six brokers is at 78 % CPU while the mean is 45 %: the busiest broker decides, and moving partitions helps before a larger size does.',
    when: { fromDays: -455 },
  },
  {
    id: 'fullest-node',
    resources: ['app-logs'],
    sentence:
      'The nodes are 63 % full on average and the fullest 87 %: writes stop for the whole domain when that one is full.',
    when: { fromDays: -455 },
  },
  {
    id: 'eks-extended-support',
    resources: ['shop-prod/general'],
    sentence:
      'The cluster shop-prod stayed on a Kubernetes version past its standard support: its fee rose from $0.10 to $0.60 an hour.',
    when: { fromDays: -119 },
  },
  {
    id: 'gang-pending',
    resources: ['ml-training/training-gpu'],
    sentence:
      'A job waits for 8 GPUs on one node while 11 are free: the largest free block is 3, so it needs a whole free node or the others to move together.',
    when: { fromDays: -1 },
  },
  {
    id: 'gpu-pool-idle',
    resources: ['recsys-embed-usw2'],
    sentence: '15 of 16 GPUs are held by preallocated memory and only 8 % busy.',
    when: { fromDays: -455 },
  },
  {
    id: 'io-optimized-at-6-percent',
    resources: ['loyalty-aurora'],
    sentence:
      'The cluster pays for I/O-Optimized while I/O would be 6 % of its cost: Standard is cheaper until it is 26 %.',
    when: { fromDays: -455 },
  },
  {
    id: 'io-heavy-standard',
    resources: ['audit-aurora'],
    sentence: 'Half of what the cluster costs is I/O: I/O-Optimized is cheaper from 30 % on.',
    when: { fromDays: -455 },
  },
  {
    id: 'serverless-pinned',
    resources: ['tenant-portal-aurora'],
    sentence:
      'The cluster stands at its maximum of 16 ACU through every working day: what it needs above that no metric tells.',
    when: { fromDays: -455 },
  },
  {
    id: 'cpu-policy-on-managed-group',
    resources: ['shop-nodes-cp'],
    sentence:
      'A policy on CPU pulls at a group that the capacity provider scales by reservation: tasks wait for instances while both disagree.',
    when: { fromDays: -455 },
  },
  {
    id: 'fargate-over-100-percent',
    resources: ['receipt-render-svc'],
    sentence:
      'The tasks use up to 118 % of the quarter vCPU that they reserve: the need is what they used and not what they reserve.',
    when: { fromDays: -455 },
  },
  {
    id: 'summed-gpu-percent',
    resources: ['rerank-llm-ep'],
    sentence: 'GPUUtilization reads 248 because it is summed over four GPUs: 62 % of them are busy.',
    when: { fromDays: -455 },
  },
  {
    id: 'extended-support-step',
    resources: ['erp-mysql57'],
    sentence:
      'MySQL 5.7 entered the third year of Extended Support on 1 March 2026: $1,168 a month became $2,336 with no more usage.',
    when: { fromDays: -455 },
  },
  ...keyValueStories,
]
