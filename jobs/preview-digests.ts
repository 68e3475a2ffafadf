import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import type { StoredDigest } from '#lib/model/delivery.ts'
import { readDigest, replaceDigest } from '#lib/store/digests.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { latestRecommendationMs } from '#lib/store/recommendations.ts'

/**
 * What the next digest of everything, of each team that owns something and of each named list would say; once after each run of
 * the recommendations. A team that fails is named and keeps none of the others from theirs.
 */
export async function previewDigests(
  named: readonly string[],
  build: (team: string) => Promise<StoredDigest>,
): Promise<{ made: number; problems: Problem[] }> {
  const problems: Problem[] = []
  const newestMs = await latestRecommendationMs()
  if (newestMs === undefined) return { made: 0, problems }
  const owners = (await listFleet(system)).flatMap(({ resource }) => resource.team ?? [])
  let made = 0
  for (const team of new Set(['', ...named, ...owners])) {
    try {
      const known = await readDigest(system, 'preview', team)
      if (known && known.asOfMs >= newestMs) continue
      const digest = await build(team)
      // A team whose own rows are older than the newest run is not computed again and again.
      await replaceDigest({ ...digest, asOfMs: Math.max(digest.asOfMs, newestMs) })
      made++
    } catch (error) {
      problems.push({ scope: team, code: 'digest-failed', text: errorText(error) })
    }
  }
  return { made, problems }
}
