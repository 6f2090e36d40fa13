using System.Globalization;

namespace Fulgurite.Bitcoin;

/// <summary>One output of one transaction. Text form: <c>txid:index</c>.</summary>
/// <param name="Transaction">The transaction that made it.</param>
/// <param name="Index">Its place there, from 0.</param>
public readonly record struct OutPoint(OnChainTransactionId Transaction, uint Index)
{
    /// <summary><c>txid:index</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Transaction}:{Index}");
}
