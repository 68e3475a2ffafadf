import pg from 'pg'

/** Every page by name, with the ids of things that are there. */
export async function pageRoutes(databaseUrl: string): Promise<Readonly<Record<string, string>>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const one = async (sql: string) => (await client.query<{ id: string }>(sql)).rows[0]?.id
  try {
    const resource = await one("SELECT id FROM resource WHERE name = 'orders-primary'")
    const cluster = await one('SELECT resource_id AS id FROM scaling_study LIMIT 1')
    const pool = await one("SELECT id FROM resource WHERE resource_class = 'gpu-pool' ORDER BY id LIMIT 1")
    const scenario = await one('SELECT scenario_id AS id FROM scenario_result ORDER BY 1 LIMIT 1')
    const week = await one('SELECT week AS id FROM review ORDER BY 1 DESC LIMIT 1')
    const team = await one(
      "SELECT team AS id FROM resource WHERE team LIKE 'checkout%' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    )
    return {
      overview: '/',
      resources: '/resources',
      'resources-filtered': '/resources?q=orders&sort=-cost',
      'resource-detail': `/resources/${resource}`,
      recommendations: '/recommendations',
      cluster: `/clusters/${cluster}`,
      'gpu-pools': '/gpu-pools',
      'gpu-pool': `/gpu-pools/${pool}`,
      databases: '/databases',
      costs: '/costs',
      scenarios: '/scenarios',
      scenario: `/scenarios/${scenario}`,
      accuracy: '/accuracy',
      data: '/data',
      reviews: '/reviews',
      review: `/reviews/${week}`,
      'review-item': `/reviews/${week}/1`,
      teams: '/teams',
      team: `/teams/${team}`,
      digests: '/digests',
      policy: '/policy',
    }
  } finally {
    await client.end()
  }
}
