using Fulgurite.Identity;
using Fulgurite.Listings;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Counts an environment's or a wallet's payments by direction, status and kind.</summary>
internal static class SummarizePayments
{
    /// <summary>Of the environment.</summary>
    public static async Task<VoltageAnswer> OfEnvironment(VoltageCall call)
    {
        var (query, problem) = await PaymentQuery.Read(call);
        if (query is null)
        {
            return problem!;
        }

        var (payments, wallets) = await Read(call, query, query.Filter.Wallets);
        var lines = wallets.ToDictionary(head => head.Wallet, head => head.LineOfCredit);
        var (organization, environment) = (call.Organization.ToString(), call.Environment.ToString());
        var byLine = payments.GroupBy(payment => lines[payment.Wallet]).ToDictionary(
            group => group.Key.ToString(),
            group => PaymentCounts.Of(group) with { OrganizationId = organization, EnvironmentId = environment });
        var all = PaymentCounts.Of(payments);
        return VoltageAnswer.Of(
            StatusCodes.Status200OK,
            new PaymentSummary(
                organization,
                environment,
                all.TotalCount,
                all.OldestCreatedAt,
                all.NewestCreatedAt,
                all.By(organization),
                (all with { OrganizationId = organization }).By(environment),
                byLine),
            PaymentJson.Default.PaymentSummary);
    }

    /// <summary>Of one wallet.</summary>
    public static async Task<VoltageAnswer> OfWallet(VoltageCall call)
    {
        var name = call.Route("wallet")!;
        if (!WalletId.TryParse(name, out var wallet) || !await call.HasWallet(wallet))
        {
            return VoltageErrors.Error(
                StatusCodes.Status404NotFound,
                "instance_not_found",
                "There is no such wallet in this environment.",
                context: new() { ["wallet_id"] = name });
        }

        var (query, problem) = await PaymentQuery.Read(call);
        if (query is null)
        {
            return problem!;
        }

        var (payments, wallets) = await Read(call, query, [wallet]);
        var counts = PaymentCounts.Of(payments);
        return VoltageAnswer.Of(
            StatusCodes.Status200OK,
            new WalletPaymentSummary(
                wallet.ToString(),
                call.Organization.ToString(),
                call.Environment.ToString(),
                wallets[0].LineOfCredit.ToString(),
                counts.TotalCount,
                counts.OldestCreatedAt,
                counts.NewestCreatedAt,
                counts.Buckets),
            PaymentJson.Default.WalletPaymentSummary);
    }

    // The payments that are counted, and all of the wallets. Those of a deleted wallet are, where that is asked for.
    private static async Task<(List<ListedPayment> Payments, WalletHead[] Wallets)> Read(
        VoltageCall call, PaymentQuery query, IReadOnlyList<WalletId> wallets)
    {
        var read = await Task.WhenAll(wallets.Select(wallet => call.Engine.Wallets.Head(wallet, call.Cancel)));
        WalletHead[] heads = [.. read.OfType<WalletHead>()];
        var counted = heads.Where(head => query.IncludesInactive || head.State == WalletState.Active);
        var filter = query.Filter with { Wallets = [.. counted.Select(head => head.Wallet)], TellsStatus = true };
        return (await call.Engine.Listing.All(filter, call.Cancel), heads);
    }
}
