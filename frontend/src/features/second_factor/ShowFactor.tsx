import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FactorRefused } from './FactorRefused'
import { hasPasskeys, showPasskey } from './passkeys'
import type { Proof, SecondFactor } from './queries'

type ShowFactorProps = {
  ways: SecondFactor['ways']
  /** What the button of a code does: "Go on", "Remove". */
  submit: string
  send: (proof: Proof) => Promise<unknown>
  /** It has come in place of what had the focus. */
  focused?: boolean
}

/** A second factor, shown: the code of an app, a code on paper, or a passkey. */
export function ShowFactor({ ways, submit, send, focused = false }: ShowFactorProps) {
  const { t } = useTranslation('secondFactor')
  const [onPaper, setOnPaper] = useState(!ways.includes('totp'))
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: value => (value.trim() ? null : t('show.missing')) },
  })
  const byCode = useMutation({
    mutationFn: ({ code }: { code: string }) => send({ code: code.trim() }),
    onError: () => form.setFieldValue('code', ''),
  })
  const byPasskey = useMutation({ mutationFn: async () => send(await showPasskey()) })
  const withPasskey = ways.includes('passkey') && hasPasskeys()
  const withCode = ways.includes('totp') || ways.includes('recovery')
  return (
    <div className="stack">
      {withPasskey && (
        <div>
          <Button
            autoFocus={focused}
            loading={byPasskey.isPending}
            onClick={() => {
              byCode.reset()
              byPasskey.mutate()
            }}
          >
            {t('show.passkey')}
          </Button>
        </div>
      )}
      {withCode && (
        <form
          className="stack"
          noValidate
          onSubmit={form.onSubmit(values => {
            byPasskey.reset()
            byCode.mutate(values)
          })}
        >
          <TextInput
            key={String(onPaper)}
            label={t(onPaper ? 'show.paper' : 'show.code')}
            description={t(onPaper ? 'show.paperHint' : 'show.codeHint')}
            inputMode={onPaper ? 'text' : 'numeric'}
            autoComplete={onPaper ? 'off' : 'one-time-code'}
            autoFocus={focused && !withPasskey}
            maxLength={40}
            {...form.getInputProps('code')}
          />
          <div className="row">
            <Button type="submit" variant={withPasskey ? 'default' : 'filled'} loading={byCode.isPending}>
              {submit}
            </Button>
            {ways.includes('totp') && ways.includes('recovery') && (
              <Button variant="subtle" onClick={() => setOnPaper(!onPaper)}>
                {t(onPaper ? 'show.useApp' : 'show.usePaper')}
              </Button>
            )}
          </div>
        </form>
      )}
      <FactorRefused error={byCode.error ?? byPasskey.error} />
    </div>
  )
}
