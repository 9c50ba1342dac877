import { Button } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inSeconds } from '../../lib/minutes'
import { AvoidFields } from './AvoidFields'
import { ExpertFields } from './ExpertFields'
import { GroupFields } from './GroupFields'
import { NotReady } from './NotReady'
import { PlanFormRefused } from './PlanFormRefused'
import classes from './Planner.module.css'
import { useRequestRun } from './useRequestRun'
import { WindowFields } from './WindowFields'
import { askedFor, chosen, type Fault, faultsOf, isExpert, type WishDraft, wishBody } from './wish'

export type PlanFormOf = UseFormReturnType<WishDraft>
export type WishPart = { form: Schema<'PlannerForm'>; draft: PlanFormOf }

/** The wishes, part by part; what is refused stands at its field, and what was typed stays. */
export function PlanForm({ form, initial }: { form: Schema<'PlannerForm'>; initial: WishDraft }) {
  const { t } = useTranslation('planner')
  const navigate = useNavigate()
  const [isExpertOpen, setExpertOpen] = useState(false)
  const draft = useForm<WishDraft>({
    initialValues: initial,
    validate: values =>
      Object.fromEntries(
        Object.entries(faultsOf(values, form)).map(([path, fault]) => [path, inWords(fault)]),
      ),
    clearInputErrorOnChange: true,
  })
  const request = useRequestRun(run => navigate({ to: '/planner/runs/$runId', params: { runId: run.id } }))
  const show = (paths: string[]) => {
    if (paths.some(isExpert)) setExpertOpen(true)
    // The field may have been folded away until now.
    requestAnimationFrame(() =>
      paths
        .map(path => draft.getInputNode(path))
        .find(node => node)
        ?.focus(),
    )
  }
  const faults = Object.keys(draft.errors).length
  const count = chosen(draft.values).length
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={draft.onSubmit(
        values =>
          request.send(wishBody(values), values, errors => {
            draft.setErrors(errors)
            show(Object.keys(errors))
          }),
        errors => show(Object.keys(errors)),
      )}
    >
      <WindowFields form={form} draft={draft} />
      <GroupFields form={form} draft={draft} />
      <NotReady groups={form.groups} />
      <AvoidFields form={form} draft={draft} />
      <ExpertFields form={form} draft={draft} isOpen={isExpertOpen} onOpen={setExpertOpen} />
      <PlanFormRefused error={request.error} />
      <div className="row">
        <Button type="submit" size="md" loading={request.isPending}>
          {count > 0 ? t('form.submit', { count }) : t('form.submit')}
        </Button>
        <p role="status" className="small quiet numbers">
          {faults > 0
            ? t('form.mend', { count: faults })
            : t('form.sum', {
                count: askedFor(draft.values, form),
                time: inSeconds(Number(draft.values.seconds) || 0),
              })}
        </p>
      </div>
    </form>
  )

  function inWords(fault: Fault): string {
    return t(`form.bad.${fault.kind}`, fault)
  }
}
