/**
 * The machine: a store, controllers, a scheduler and nodes around it, and a virtual clock.
 *
 * How it runs. Every write goes through `Requests` (one request in, one answer out). The store
 * reports each write; the indexes of the `World` take it in, and every controller that watches the
 * kind names the objects it wants to look at again. The work queue hands these out in rounds,
 * ordered by controller, namespace and name, so nothing depends on the order of a list. A look is
 * `controller.reconcile(object, world)`: a generator of steps, each carried out and answered. All of
 * it goes into the `timeline`, every entry with the entry that caused it.
 *
 *   settle()    works until nothing more happens at this moment
 *   advance()   lets time pass; timers do their work at their own moment
 *
 * How to add a controller.
 *   1. `src/controllers/<name>.ts` exports a `Controller` (see `src/controllers/controller.ts`): the
 *      kind it is asked about, what it watches besides, and `*reconcile(object, world)`. More than a
 *      page becomes a family: `src/controllers/<name>/<idea>.ts`.
 *   2. Read the world first (`world.selected`, `world.ownedBy`, `world.get`), then yield steps from
 *      `src/controllers/steps.ts`. `const answer = yield create(pod)` gives the server's answer;
 *      refusals are answers, and `yield retry` asks for the work queue's back-off.
 *   3. Add it to the list in `controllers.ts`: its place there is its turn within a round.
 *
 * Work that is left when an object is gone goes into `*gone(key, world)`. A controller of every kind
 * has kind `*` and keys that are uids (the garbage collector). What a real controller remembers from
 * one look to the next (since when a pod stands under a taint) is kept by world, never in the module:
 * `new WeakMap<World, …>()`. An `update` of an object that changed since it was read is refused with
 * 409 and the object looked at again; there is nothing to do about it. Fields that only some releases
 * have ask `world.minor`.
 *
 * What the API server does to a request (defaults, validation, admission, quota) is no business of
 * controllers: it stands behind `Requests`, and its refusals come back as answers.
 *
 * How to express time. `world.now` is the clock, in milliseconds. `yield again(seconds)` asks to look
 * at the same object later; the soonest wish counts. `yield atOwnPace(seconds)` is a rhythm of the
 * controller's own (the Job controller's batches), which `settle` waits for,
 * as it does for the first tries after a refusal (1.3 s in all). Nothing else waits.
 *
 * How to be fair. Where Kubernetes picks among equals by chance, pick the first by name and
 * `yield { do: 'tie', picked, among }`.
 *
 * How to test. A unit's table of stories beside it (`test/worlds.ts` has clusters and
 * objects to start from); `npm run conformance -- --truth DIR --set controllers --file job/` replays
 * recorded runs, `--differences DIR` tells what differs.
 */

export type { Measurements } from '../controllers/horizontalpodautoscaler/measured.ts'
export type { Question, ReviewAnswer } from './access.ts'
export { ControlPlane, type Options, type PatchOptions } from './control-plane.ts'
export { controllers } from './controllers.ts'
export { type KubeletOptions, kubelet } from './kubelet.ts'
export type { Manifest } from './manifest.ts'
export { type Provisions, provisioner } from './provisioner.ts'
export type { ApplyOptions, DeleteOptions, PatchType, RequestOptions, Requests } from './requests.ts'
export { scheduling } from './scheduling.ts'
export type { Entry, Happening, Outcome } from './timeline.ts'
