import { stopSubscription } from '#lib/store/deliveries.ts'

type Props = { readonly params: Promise<{ readonly token: string }> }

const page = (body: string, status = 200) =>
  new Response(
    `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Headroom</title><main>${body}</main>`,
    {
      status,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
    },
  )

/** Asks before it stops anything: scanners of mail follow every link. */
export function GET(): Response {
  return page('<h1>Stop these e-mails?</h1><form method="post"><button>Stop them</button></form>')
}

/** Stops the messages to one recipient: one click of a mail program, or the button. The token is the permission. */
export async function POST(_request: Request, { params }: Props): Promise<Response> {
  const stopped = await stopSubscription((await params).token, Date.now())
  return stopped
    ? page('<h1>Stopped.</h1><p>You get no more of them.</p>')
    : page('<h1>This link is not known.</h1>', 404)
}
