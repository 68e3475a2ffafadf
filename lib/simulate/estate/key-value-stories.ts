import type { Story } from './stories.ts'

/** Stories of DynamoDB and ElastiCache. */
export const keyValueStories: readonly Story[] = [
  {
    id: 'hot-key',
    resources: ['inventory-holds'],
    sentence: 'Writes are throttled while the table uses 30 % of what it has: one key is asked for too much.',
    when: { fromDays: -455 },
  },
  {
    id: 'cheaper-on-demand',
    resources: ['promo-codes'],
    sentence: 'Far less than 28.9 % of what is provisioned is used: on demand costs less.',
    when: { fromDays: -455 },
  },
  {
    id: 'cheaper-provisioned',
    resources: ['device-telemetry'],
    sentence: 'Requests come evenly all day: provisioned units would cost a third of on demand.',
    when: { fromDays: -455 },
  },
  {
    id: 'table-runs-out',
    resources: ['chat-messages'],
    sentence: 'Writes nearly double every year and reach the maximum of autoscaling within a few months.',
    when: { fromDays: -455 },
  },
  {
    id: 'cache-full-by-design',
    resources: ['catalog-cache'],
    sentence: 'Memory is always full and any key may be evicted: that is what the cache is for, and no need.',
    when: { fromDays: -455 },
  },
  {
    id: 'store-fills',
    resources: ['login-sessions'],
    sentence:
      'Nothing may be evicted and memory grows: writes fail once it is full, within about three months.',
    when: { fromDays: -455 },
  },
  {
    id: 'hot-shard',
    resources: ['feed-cache'],
    sentence: 'One of three shards carries 1.8 times the mean: the average of 40 % hides one at 72 %.',
    when: { fromDays: -455 },
  },
]
