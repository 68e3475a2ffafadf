import { isSecure } from '#lib/identity/sign-in-settings.ts'

/** Name of the cookie that ties a sign-in to the browser that began it. */
export function attemptCookie(): string {
  return isSecure() ? '__Host-headroom-sign-in' : 'headroom-sign-in'
}
