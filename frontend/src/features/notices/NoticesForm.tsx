import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { useRefusedFields } from '../../ui/useRefusedFields'
import { bodyOf, type Chosen, chosenOf, type Mine, withWay } from './chosen'
import { QuietFields } from './QuietFields'
import { MY_NOTICES, myNoticesQuery } from './queries'
import { WaysTable } from './WaysTable'

/** The choices of one person, kept together by one press. */
export function NoticesForm({ mine }: { mine: Mine }) {
  const { t } = useTranslation('notices')
  const client = useQueryClient()
  const announce = useAnnounce()
  const form = useForm<Chosen>({ initialValues: chosenOf(mine) })
  const save = useMutation({
    mutationFn: (chosen: Chosen) =>
      answer(api.PUT('/api/me/notices', { params: { header: ifMatch(mine.version) }, body: bodyOf(chosen) })),
    onSuccess: saved => {
      announce(t('saved'))
      client.setQueryData(myNoticesQuery.queryKey, saved)
    },
  })
  useRefusedFields(form, save.error)
  return (
    <form noValidate className="stack" onSubmit={form.onSubmit(chosen => save.mutate(chosen))}>
      <Section title={t('ways')}>
        <WaysTable
          ways={form.values.ways}
          onChoose={(kind, change) => form.setFieldValue('ways', withWay(form.values.ways, kind, change))}
        />
      </Section>
      <Section title={t('quiet.heading')}>
        <QuietFields form={form} />
      </Section>
      <SaveRefused
        error={save.error}
        onReload={() => void client.invalidateQueries({ queryKey: MY_NOTICES })}
      />
      <div>
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
