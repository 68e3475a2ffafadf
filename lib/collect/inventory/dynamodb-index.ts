import { readThroughputs } from './dynamodb-resource.ts'
import type { ClassReader } from './region.ts'

/** Global secondary indexes. Their owner and tier are those of the table: an index has no tags. */
export const readIndexes: ClassReader = (facts, asking) => readThroughputs(facts, asking, 'dynamodb-index')
