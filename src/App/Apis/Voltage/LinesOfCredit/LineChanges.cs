using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.Credit;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>What callers ask to change of a line of credit.</summary>
internal static class LineChanges
{
    /// <summary>The change, or what is wrong with it: exactly one of the two.</summary>
    public static (LineChange? Change, VoltageAnswer? Problem) ToCore(LinePatchBody body)
    {
        if (body.Limit is { } limit && !IsLimit(limit))
        {
            return (null, LineErrors.InvalidLimit);
        }

        var change = new LineChange
        {
            Limit = body.Limit is { } msat ? new Msat(msat) : null,
            IsDisabled = body.Disabled,
        };
        return body.Collateral is { } collateral ? WithCollateral(change, collateral) : (change, null);
    }

    /// <summary>What was asked for, for the audit log.</summary>
    public static string Told(LinePatchBody body)
    {
        var (collateral, amount) = (body.Collateral, body.Collateral?.Data?.Amount?.Amount);
        return string.Join("; ", new[]
        {
            body.Limit is { } limit ? $"limit: {limit}" : null,
            body.Disabled is { } isDisabled ? $"disabled: {(isDisabled ? "true" : "false")}" : null,
            collateral is null ? null : $"collateral: {collateral.Data?.Status ?? collateral.Mode}",
            amount is null ? null : $"collateral amount: {amount}",
            body.Infrastructure is { } node ? $"node: {node.Config?.Host}" : null,
        }.OfType<string>());
    }

    /// <summary>Whether an amount may be a line's limit.</summary>
    public static bool IsLimit(long limit) => limit >= 1 && limit <= Msat.MaxValue.Value;

    private static (LineChange? Change, VoltageAnswer? Problem) WithCollateral(LineChange change, CollateralInput asked)
    {
        if (CollateralWords.ToCore(asked.Mode, asked.Data?.Status) is not { } collateral)
        {
            return (null, LineErrors.InvalidCollateral);
        }

        var amount = asked.Data?.Amount;
        return amount is null || IsAmount(amount)
            ? (change with { Collateral = collateral, CollateralAmount = ToCore(amount) }, null)
            : (null, LineErrors.InvalidCollateral);
    }

    private static Msat? ToCore(AmountInput? amount) => amount is null ? null : new Msat(amount.Amount);

    private static bool IsAmount(AmountInput amount) =>
        amount.Amount >= 0
        && amount.Amount <= Msat.MaxValue.Value
        && amount.Negative is not true
        && string.Equals(amount.Currency ?? "btc", "btc", StringComparison.OrdinalIgnoreCase);
}
