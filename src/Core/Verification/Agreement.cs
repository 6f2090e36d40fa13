using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Verification;

/// <summary>
/// Tells in constant memory whether two sides of any number of claims are the same multiset, whatever their order: each
/// claim's hash is added to its side's sum, modulo 2^128. Sums are kept by parts of the key space, so that where they
/// differ, only a small part has to be looked at again.
/// </summary>
internal sealed class Agreement
{
    private const int Parts = 4096;

    private readonly UInt128[] witnesses = new UInt128[Parts];
    private readonly UInt128[] others = new UInt128[Parts];

    /// <summary>True while both sides say the same.</summary>
    public bool Holds => witnesses.AsSpan().SequenceEqual(others);

    /// <summary>Adds a claim.</summary>
    public void Add(Claim claim)
    {
        if (claim.IsHint)
        {
            return;
        }

        var sums = claim.IsWitness ? witnesses : others;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(claim.Content));
        sums[PartOf(claim)] = unchecked(sums[PartOf(claim)] + BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>True when the claim is in a part where the sides differ.</summary>
    public bool IsDisputed(Claim claim) => witnesses[PartOf(claim)] != others[PartOf(claim)];

    // By topic and key: both sides of a claim fall into the same part. FNV-1a, which is enough to spread them.
    private static int PartOf(Claim claim)
    {
        var hash = unchecked((2166136261u ^ (uint)claim.Topic) * 16777619u);
        foreach (var letter in claim.Key)
        {
            hash = unchecked((hash ^ letter) * 16777619u);
        }

        return (int)(hash % Parts);
    }
}
