namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What is to be paid.</summary>
/// <param name="PaymentRequest">The BOLT 11 text.</param>
/// <param name="Amount">Needed where the request names none.</param>
/// <param name="AmountMsats">The same, from clients from before amounts had units.</param>
/// <param name="MaxFee">The most that routing or mining may cost.</param>
/// <param name="MaxFeeMsats">The same.</param>
internal sealed record SendInput(
    string? PaymentRequest, AmountInput? Amount, long? AmountMsats, AmountInput? MaxFee, long? MaxFeeMsats)
{
    /// <summary>An address of the chain; for BIP 21 also a URI.</summary>
    public string? Address { get; init; }

    /// <summary>The amount in satoshis, from the same clients.</summary>
    public long? AmountSats { get; init; }

    /// <summary>The maximum fee in satoshis, from the same clients.</summary>
    public long? MaxFeeSats { get; init; }

    /// <summary>For a keysend: the key of the node that gets it.</summary>
    public string? Destination { get; init; }

    /// <summary>For a keysend: what it is told beside the money, decimal types and values in hex.</summary>
    public Dictionary<string, string>? CustomRecords { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
}
