import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { CopyText } from '../../ui/CopyText'
import { FactorRefused } from './FactorRefused'
import { NameFactor } from './NameFactor'
import type { NewApp } from './queries'
import classes from './SecondFactor.module.css'

type AddProps = {
  /** With new codes on paper, or none when those there are still good. */
  onAdded: (codes: string[]) => void
  onLeave: () => void
}

/** An authenticator app: scan, then type in the first code. */
export function AddApp({ onAdded, onLeave }: AddProps) {
  const { t } = useTranslation('secondFactor')
  const begin = useMutation({
    mutationFn: (name: string) => answer(api.POST('/api/me/second-factor/apps', { body: { name } })),
  })
  if (begin.data) return <ConfirmApp app={begin.data} onAdded={onAdded} onLeave={onLeave} />
  return (
    <NameFactor
      title={t('app.add')}
      detail={t('app.detail')}
      suggested={t('app.name')}
      submit={t('app.begin')}
      busy={begin.isPending}
      error={begin.error}
      onName={begin.mutate}
      onLeave={onLeave}
    />
  )
}

function ConfirmApp({ app, onAdded, onLeave }: AddProps & { app: NewApp }) {
  const { t } = useTranslation('secondFactor')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: value => (value.trim() ? null : t('show.missing')) },
  })
  const confirm = useMutation({
    mutationFn: ({ code }: { code: string }) =>
      answer(
        api.POST('/api/me/second-factor/apps/{factor_id}/confirm', {
          params: { path: { factor_id: app.id } },
          body: { code: code.trim() },
        }),
      ),
    onSuccess: done => onAdded(done.recovery_codes),
    onError: () => form.setFieldValue('code', ''),
  })
  const side = app.qr_size + 8
  return (
    <section className="panel stack" aria-labelledby="confirm-app">
      <h2 id="confirm-app" ref={heading} tabIndex={-1}>
        {t('app.scan')}
      </h2>
      <p>{t('app.scanDetail')}</p>
      <svg
        role="img"
        aria-label={t('app.qrAlt')}
        className={classes.qr}
        viewBox={`-4 -4 ${side} ${side}`}
        shapeRendering="crispEdges"
      >
        <rect x="-4" y="-4" width={side} height={side} fill="#fff" />
        <path d={app.qr_path} fill="#1d2423" />
      </svg>
      <CopyText
        label={t('app.key')}
        description={t('app.keyHint')}
        text={app.key}
        copy={t('codes.copy')}
        copied={t('codes.copied')}
      />
      <form className="stack" noValidate onSubmit={form.onSubmit(values => confirm.mutate(values))}>
        <TextInput
          label={t('show.code')}
          description={t('app.codeHint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={40}
          {...form.getInputProps('code')}
        />
        <FactorRefused error={confirm.error} />
        <div className="row">
          <Button type="submit" loading={confirm.isPending}>
            {t('app.confirm')}
          </Button>
          <Button variant="subtle" onClick={onLeave}>
            {t('leave')}
          </Button>
        </div>
      </form>
    </section>
  )
}
