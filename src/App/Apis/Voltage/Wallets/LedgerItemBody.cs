using Fulgurite.Listings;
using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>
/// A line of a wallet's ledger, with both the amount of the contract and the two members that it had before.
/// </summary>
internal sealed record LedgerItemBody
{
    /// <summary>
    /// <c>credited</c>, <c>held</c>, <c>captured</c>, <c>released</c>, <c>deposited</c>, <c>withdrawn</c>; and
    /// <c>suspended</c>, additive: something that no open invoice explains.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>Of a line that is <c>credited</c> or <c>suspended</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CreditId { get; init; }

    /// <summary>Of the lines of a send: one for all of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HoldId { get; init; }

    /// <summary>Of a bill's deposit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DepositId { get; init; }

    /// <summary>Of a bill's withdrawal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WithdrawId { get; init; }

    /// <summary>What it is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PaymentId { get; init; }

    /// <summary>How much.</summary>
    public required VoltageAmount Amount { get; init; }

    /// <summary>The same, as it was before.</summary>
    public required long AmountMsats { get; init; }

    /// <summary><c>btc</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>When it was committed.</summary>
    public required DateTimeOffset EffectiveTime { get; init; }

    /// <summary>Of a line of a statement.</summary>
    public static LedgerItemBody FromCore(StatementLine line)
    {
        var id = line.Id.ToString();
        var isBill = line.Kind is StatementKind.Deposited or StatementKind.Withdrawn;
        return new LedgerItemBody
        {
            Type = TypeOf(line.Kind),
            CreditId = line.Kind is StatementKind.Credited or StatementKind.Suspended ? id : null,
            HoldId = line.Kind is StatementKind.Held or StatementKind.Captured or StatementKind.Released ? id : null,
            DepositId = line.Kind == StatementKind.Deposited ? id : null,
            WithdrawId = line.Kind == StatementKind.Withdrawn ? id : null,
            PaymentId = isBill ? null : line.Entry.Reference,
            Amount = VoltageAmount.FromCore(line.Amount),
            AmountMsats = line.Amount.Value,
            Currency = "btc",
            EffectiveTime = line.Entry.At,
        };
    }

    private static string TypeOf(StatementKind kind) => kind switch
    {
        StatementKind.Credited => "credited",
        StatementKind.Held => "held",
        StatementKind.Captured => "captured",
        StatementKind.Released => "released",
        StatementKind.Deposited => "deposited",
        StatementKind.Withdrawn => "withdrawn",
        StatementKind.Suspended => "suspended",
    };
}
