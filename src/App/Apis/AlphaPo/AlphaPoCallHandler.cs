namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>Answers an authenticated call. Whatever the fields hold, it answers and does not throw.</summary>
internal delegate Task<AlphaPoAnswer> AlphaPoCallHandler(AlphaPoCall call, CancellationToken cancel);
