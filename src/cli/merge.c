/* SPDX-License-Identifier: MIT
 *
 * tripmap merge DIR: joins what the shards of a batch have reported.
 */
#include "batch/batch.h"
#include "cli/cli.h"

int command_merge(const options *o)
{
    if (o->inputs->len != 1)
        return report_usage(o, "write tripmap merge maps, for example",
                            "one folder of a batch is needed");
    g_autoptr(diag_list) diags = diag_list_new();
    int status = batch_merge(o->inputs->pdata[0], o->shards, diags);
    reporting r;
    reporting_begin(&r, o);
    reporting_list(&r, diags);
    reporting_end(&r);
    return status;
}
