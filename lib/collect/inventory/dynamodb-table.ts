import { readThroughputs } from './dynamodb-resource.ts'
import type { ClassReader } from './region.ts'

/** DynamoDB tables without their indexes, those that are being deleted left out. */
export const readTables: ClassReader = (facts, asking) => readThroughputs(facts, asking, 'dynamodb-table')
