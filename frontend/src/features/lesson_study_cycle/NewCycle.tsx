import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { groupQuery } from '../../api/groups'
import { FormButtons } from '../../ui/FormButtons'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useTrouble } from '../../ui/useTrouble'
import { ChoiceFields } from './ChoiceFields'
import { begun, bodyOfChoices } from './choices'
import { useCycleAct } from './useCycleAct'

/** Starts a cycle: what it is about, how much of it, how it is discussed. */
export function NewCycle() {
  const { t } = useTranslation('lessonStudy')
  const { groupId } = useParams({ from: '/signed-in/group/$groupId/cycles/new' })
  const navigate = useNavigate()
  const trouble = useTrouble(true)
  const query = useQuery(groupQuery(groupId))
  const form = useForm({
    initialValues: { ...begun, question: '' },
    validate: { title: value => (value.trim() ? null : t('choose.titleBad')) },
  })
  const start = useCycleAct({
    send: (values: typeof form.values, key) =>
      answer(
        api.POST('/api/groups/{group_id}/cycles', {
          params: { path: { group_id: groupId }, header: withKey(key) },
          body: { ...bodyOfChoices(values), research_question: values.question.trim() },
        }),
      ),
    said: t('start.done'),
    onDone: cycle => void navigate({ to: '/cycles/$cycleId', params: { cycleId: cycle.id } }),
  })
  const toGroup = () => void navigate({ to: '/group/$groupId', params: { groupId } })
  return (
    <Page
      narrow
      name={t('start.name')}
      title={t('start.name')}
      eyebrow={
        query.data && (
          <Link to="/group/$groupId" params={{ groupId }}>
            {query.data.name}
          </Link>
        )
      }
    >
      <Loaded query={query}>
        {() => (
          <form
            noValidate
            className="panel stack"
            onSubmit={form.onSubmit(values =>
              start.mutate(values, { onError: error => form.setErrors(trouble(error).fields) }),
            )}
          >
            <p className="prose">{t('start.honest')}</p>
            <ChoiceFields form={form} groupId={groupId} />
            <Textarea
              label={t('choose.question')}
              description={t('choose.questionHint')}
              autosize
              minRows={2}
              maxLength={2000}
              {...form.getInputProps('question')}
            />
            {start.error && <RefusedNotice acting error={start.error} />}
            <FormButtons label={t('start.submit')} isBusy={start.isPending} onCancel={toGroup} />
          </form>
        )}
      </Loaded>
    </Page>
  )
}
