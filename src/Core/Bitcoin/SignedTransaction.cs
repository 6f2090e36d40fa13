using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Fulgurite.Money;

namespace Fulgurite.Bitcoin;

/// <summary>
/// A transaction as the network takes it (BIP 144), signed. Whoever has it can make it happen, and nobody can make it
/// happen twice: it names the coins that it spends. Two are equal when their ids are. Text form: the id.
/// </summary>
public sealed class SignedTransaction : IEquatable<SignedTransaction>
{
    private SignedTransaction(ImmutableArray<byte> bytes, TransactionReading read)
    {
        Bytes = bytes;
        Outputs = read.Outputs;
        Inputs = read.Inputs;
        Id = OnChainTransactionId.OfHash(SHA256.HashData(SHA256.HashData(read.WithoutWitnesses)));
    }

    /// <summary>The transaction as it is published.</summary>
    public ImmutableArray<byte> Bytes { get; }

    /// <summary>Its id, known before anybody else has seen it.</summary>
    public OnChainTransactionId Id { get; }

    /// <summary>What it spends, in order.</summary>
    public ImmutableArray<OutPoint> Inputs { get; }

    /// <summary>What it pays, in order: the script and the amount of each output, in whole satoshis.</summary>
    public ImmutableArray<(ImmutableArray<byte> Script, Msat Amount)> Outputs { get; }

    /// <summary>Everything that it pays; what its inputs hold above that is the fee.</summary>
    public Msat Total => Outputs.Aggregate(Msat.Zero, (sum, output) => sum + output.Amount);

    /// <summary>Reads a transaction; null where the bytes are not exactly one.</summary>
    public static SignedTransaction? Read(ReadOnlySpan<byte> bytes) =>
        TransactionReading.Of(bytes) is { } read ? new SignedTransaction([.. bytes], read) : null;

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] SignedTransaction? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SignedTransaction);

    /// <inheritdoc/>
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Id.ToHash());

    /// <summary>The id.</summary>
    public override string ToString() => Id.ToString();
}
