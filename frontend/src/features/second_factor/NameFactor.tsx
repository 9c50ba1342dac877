import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { FactorRefused } from './FactorRefused'

type NameFactorProps = {
  title: string
  detail: string
  suggested: string
  submit: string
  busy: boolean
  error: unknown
  onName: (name: string) => void
  onLeave: () => void
}

/** The first step of a new factor: what it is called in the list. */
export function NameFactor(props: NameFactorProps) {
  const { title, detail, suggested, submit, busy, error, onName, onLeave } = props
  const { t } = useTranslation('secondFactor')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const form = useForm({
    initialValues: { name: suggested },
    validate: { name: value => (value.trim() ? null : t('nameMissing')) },
  })
  return (
    <section className="panel" aria-labelledby="name-factor">
      <form className="stack" noValidate onSubmit={form.onSubmit(({ name }) => onName(name.trim()))}>
        <h2 id="name-factor" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <p>{detail}</p>
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          maxLength={100}
          {...form.getInputProps('name')}
        />
        <FactorRefused error={error} />
        <div className="row">
          <Button type="submit" loading={busy}>
            {submit}
          </Button>
          <Button variant="subtle" onClick={onLeave}>
            {t('leave')}
          </Button>
        </div>
      </form>
    </section>
  )
}
