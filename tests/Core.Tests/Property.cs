using FsCheck;
using FsCheck.Fluent;

namespace Fulgurite.Tests;

/// <summary>Runs properties; a failure prints the shrunk input and the seed that replays it.</summary>
internal static class Property
{
    /// <summary>Checks <paramref name="holds"/> for many generated values.</summary>
    public static void ForAll<T>(Gen<T> generator, Func<T, bool> holds, int times = 200) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(generator.ToArbitrary(), holds));

    /// <summary>Arrays of exactly this many bytes.</summary>
    public static Gen<byte[]> Bytes(int length) =>
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(length);

    /// <summary>Integers over the whole range given, both ends included.</summary>
    public static Gen<long> Integers(long min, long max) => Gen.Frequency(
        (1, Gen.Elements(min, min + 1, max - 1, max)),
        (4, Bytes(8).Select(bytes => (long)(min + (BitConverter.ToUInt64(bytes) % ((Int128)max - min + 1))))));
}
